-- wrk: posts one body with the keys of a file in turn, and prints one line of JSON at the end.
-- wrk ... -s messages.lua URL -- BODY_FILE KEYS_FILE
local requests, turn = {}, 0

local function read(path)
  local file = assert(io.open(path, "r"))
  local text = file:read("*a")
  file:close()
  return text
end

function init(args)
  local body = read(args[1])
  for key in read(args[2]):gmatch("[^\n]+") do
    requests[#requests + 1] = wrk.format("POST", "/v1/messages", {
      ["User-Agent"] = "claviger-load", ["Accept"] = "application/json", ["Content-Type"] = "application/json",
      ["anthropic-version"] = "2023-06-01", ["x-api-key"] = key,
    }, body)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"rps":%.1f,"p50":%d,"p99":%d,"errors":%d}\n',
    summary.requests, summary.requests / summary.duration * 1e6, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
