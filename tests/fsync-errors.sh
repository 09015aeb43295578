#!/bin/sh
# The journal over a disk whose fdatasync fails now and then with EIO (every 5th after the 60th: opening the store needs the first ones).
# Needs strace and a built tests/Claviger.Tests. Prints how many failures the journal saw; exits with the test's code.
set -eu
cd "$(dirname "$0")/.."
CLAVIGER_FSYNC_FAILS=1 strace -f -qq -o /dev/null -e trace=fdatasync -e inject=fdatasync:error=EIO:when=60+5 \
    artifacts/bin/Claviger.Tests/release/Claviger.Tests -showLiveOutput -parallel none \
    -method 'Claviger.Tests.Ledger.A_store_that_fails_acknowledges_nothing.Whatever_fsync_answers_what_was_acknowledged_is_in_the_books'
