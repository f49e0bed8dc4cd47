# read-report.py REPORT ORIGINAL SUBJECT: fails unless Python's email reads the report as it was meant.
import email
import email.policy
import sys

octets = open(sys.argv[1], "rb").read()
original = open(sys.argv[2], "rb").read()

message = email.message_from_bytes(octets, policy=email.policy.default)
assert message["X-MS-Journal-Report"] is not None
assert message["Subject"] == sys.argv[3], message["Subject"]
assert message.get_content_type() == "multipart/mixed"
assert not message.defects, message.defects
text, first, facts = message.iter_parts()
lines = text.get_content().splitlines()
assert lines[0] == "Sender: alice@example.org", lines
assert lines[1] == "Subject: " + sys.argv[3], lines
assert lines[2] == "Message-ID: <1@example.org>", lines
assert lines[3] == "Recipient: bob@example.org", lines
assert facts.get_content_type() == "application/json"
assert facts.get_payload(decode=True) == b"{}"

if first.get_content_type() == "message/rfc822":
    # Octet for octet, between the delimiters that Python found.
    delimiter = b"\r\n--" + message.get_boundary().encode("ascii")
    part = octets.split(delimiter)[2]
    body = part[2:].split(b"\r\n\r\n", 1)[1]
    inner = first.get_payload(0)
    if original.startswith(b"From: "):
        assert inner["From"] == "alice@example.org"
else:
    assert first.get_content_type() == "application/octet-stream"
    body = first.get_payload(decode=True)
assert body == original, (len(body), len(original))
