-- Sends a GET with the tokens of a file, one after the other. Arguments: file, first line, number of lines.
local heads, next = {}, 0

function init(args)
  local first, count, line = tonumber(args[2]), tonumber(args[3]), 0
  for token in io.lines(args[1]) do
    if line >= first and line < first + count then
      heads[#heads + 1] = "GET /widgets HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " .. token .. "\r\n\r\n"
    end
    line = line + 1
    if line >= first + count then break end
  end
end

function request()
  next = next % #heads + 1
  return heads[next]
end
