"""A real mail server on loopback, which a test may tell how to behave and where to pause."""

import asyncio
import threading
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from tests.postgres import free_port

# The steps of one talk, in order; STORED: the mail is kept, its answer not yet given.
STAGES = ("EHLO", "MAIL", "RCPT", "DATA", "STORED", "QUIT")


class Sink:
    """Keeps every mail it gets. ``answers`` maps a stage to the reply given there instead of OK;
    ``drops`` names a stage at which the line is cut, ``hangs`` one at which nothing is said."""

    def __init__(self):
        self.messages = []
        self.recipients = []
        self.answers = {}
        self.drops = self.hangs = None
        self.reached = threading.Event()
        self._pause = None
        self.port = free_port()

    def __enter__(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def __exit__(self, *exc_info):
        self._controller.stop()

    @property
    def mailers(self):
        """The setting ``MAILERS`` that leads here."""
        return {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": self.port, "timeout": 0.5},
            }
        }

    @property
    def ids(self):
        """The Message-ID of each mail, in the order in which they came."""
        return [message["Message-ID"] for message in self.messages]

    def pause_at(self, stage, count):
        """Hold the line at this stage of the first talk after ``count`` mails have come."""
        self.reached.clear()
        self._pause = (stage, count)

    async def _at(self, server, stage):
        if self.hangs == stage or (
            self._pause and self._pause[0] == stage and len(self.messages) >= self._pause[1]
        ):
            self._pause = None
            self.reached.set()
            await asyncio.Event().wait()
        if self.drops == stage:
            server.transport.abort()
        return self.answers.get(stage)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        answer = await self._at(server, "EHLO")
        session.host_name = hostname
        return [answer] if answer else responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        answer = await self._at(server, "MAIL")
        envelope.mail_from = address
        return answer or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := await self._at(server, "RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if answer := await self._at(server, "DATA"):
            return answer
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(envelope.rcpt_tos)
        return await self._at(server, "STORED") or "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        await self._at(server, "QUIT")
        return "221 Bye"
