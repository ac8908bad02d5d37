# The world beyond the machine, for attacks by a session with internet: pages, mail and names on every address of a network
# namespace of its own. It says on each connection that it was reached, and keeps it until the other side is done.
import selectors, socket, struct, sys

ports, answer = [int(port) for port in sys.argv[1].split(',')], socket.inet_aton(sys.argv[2])
loop = selectors.DefaultSelector()


def accept(listener):
    connection, _ = listener.accept()
    connection.sendall(b'reached')
    loop.register(connection, selectors.EVENT_READ, close_after)


def close_after(connection):
    if not connection.recv(4096):
        loop.unregister(connection)
        connection.close()


def answer_name(message):
    """The address to every question of type A."""
    end = 12
    while message[end]:
        end += 1 + message[end]
    end += 5
    is_a = message[end - 4:end - 2] == b'\0\1'
    record = b'\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4' + answer if is_a else b''
    return message[:2] + struct.pack('!HHHHH', 0x8180, 1, 1 if is_a else 0, 0, 0) + message[12:end] + record


def names_by_datagram(listener):
    message, sender = listener.recvfrom(4096)
    listener.sendto(answer_name(message), sender)


def names_by_stream(listener):
    connection, _ = listener.accept()
    message = connection.recv(4096)
    reply = answer_name(message[2:])
    connection.sendall(struct.pack('!H', len(reply)) + reply)
    loop.register(connection, selectors.EVENT_READ, close_after)


def echo(listener):
    message, sender = listener.recvfrom(4096)
    listener.sendto(b'reached', sender)


def listen(kind, port, handler, address='::'):
    listener = socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET, kind)
    if ':' in address:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    if kind == socket.SOCK_STREAM:
        listener.listen(1024)
    loop.register(listener, selectors.EVENT_READ, handler)


for port in ports:
    listen(socket.SOCK_STREAM, port, accept)
listen(socket.SOCK_STREAM, 53, names_by_stream)
# One for each address: an answer must come from where the question went.
for address in sys.argv[3].split(','):
    listen(socket.SOCK_DGRAM, 53, names_by_datagram, address)
    listen(socket.SOCK_DGRAM, 7, echo, address)
print('up', flush=True)
while True:
    for key, _ in loop.select():
        try:
            key.data(key.fileobj)
        except (OSError, IndexError):
            # Whoever knocked has gone, or asked nothing.
            pass
