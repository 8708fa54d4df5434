"""An upstream with big bodies: a GET is answered with so many MiB, a PUT is read and counted. Arguments: port, MiB."""
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PIECE = bytes(1 << 20)


class Big(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(int(sys.argv[2]) << 20))
        self.end_headers()
        for _ in range(int(sys.argv[2])):
            self.wfile.write(PIECE)

    def do_PUT(self):
        left = int(self.headers["Content-Length"])
        while left > 0:
            left -= len(self.rfile.read(min(left, len(PIECE))))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Big).serve_forever()
