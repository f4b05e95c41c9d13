-- Attaches the language server to the file that neovim opened, asks for a hover, and prints the answer as JSON.
-- nvim --headless --clean FILE -c 'luafile hover.lua'; FOVEA_SERVER is the server's command, FOVEA_WORD the word hovered.
local command = vim.split(vim.env.FOVEA_SERVER, '\n')

local function main()
  local client = vim.lsp.start_client({ name = 'fovea', cmd = command, root_dir = vim.fn.getcwd() })
  assert(client, 'The server did not start.')
  vim.lsp.buf_attach_client(0, client)
  assert(
    vim.wait(10000, function() return vim.lsp.buf_is_attached(0, client) and vim.lsp.get_client_by_id(client).initialized end),
    'The server was not ready within 10 seconds.'
  )
  assert(vim.fn.search('\\V' .. vim.env.FOVEA_WORD, 'cw') > 0, 'The word is not in the file.')
  local parameters = vim.lsp.util.make_position_params(0, vim.lsp.get_client_by_id(client).offset_encoding)
  local answers = assert(vim.lsp.buf_request_sync(0, 'textDocument/hover', parameters, 10000))
  local answer = answers[client]
  assert(not answer.error, answer.error and answer.error.message)
  assert(answer.result, 'The hover is empty.')
  return { hover = answer.result.contents.value }
end

local ok, result = pcall(main)
io.stdout:write(vim.json.encode(ok and result or { error = tostring(result) }))
vim.cmd('qall!')
