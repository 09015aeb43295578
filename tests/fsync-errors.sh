#!/bin/sh
# The journal over a disk whose fsync fails now and then with EIO: of each thread every 5th from the 21st on, which
# spares the opening of the store.
# Needs strace and a built tests/Claviger.Tests. Prints how many failures the journal saw; exits with the test's code.
set -eu
cd "$(dirname "$0")/.."
CLAVIGER_FSYNC_FAILS=1 strace -f -qq -o /dev/null -e trace=fsync,fdatasync -e inject=fsync,fdatasync:error=EIO:when=21+5 \
    artifacts/bin/Claviger.Tests/release/Claviger.Tests -showLiveOutput -parallelMode none \
    -method 'Claviger.Tests.Ledger.A_store_that_fails_acknowledges_nothing.Whatever_fsync_answers_what_was_acknowledged_is_in_the_books'
