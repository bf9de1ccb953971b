"""One of everything that an address can name, for the table of access.

Addresses are filled by :data:`ARGUMENTS`: name of the address (or its beginning), name of the
parameter, attribute of the :class:`World`. Where two departments are told apart an address stands
in the table twice: ``own``, what the editor's department answers for, and ``foreign``, what
another's does and what is for staff only.
"""

import io

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    Locale,
    PageViewRestriction,
    Site,
    Task,
    UploadedFile,
    Workflow,
)

from network.models import (
    Application,
    JoiningRules,
    JoinRequest,
    Officer,
    OfficerInvitation,
    Paper,
    ReadyText,
    Succession,
)
from network.states import State
from programmes.models import ProgrammePage
from tests import personas, site
from tests.duties.factories import duty
from tests.network import factories as network
from tests.programmes import factories
from yeongdeungpoever.access.visibility import Level
from yeongdeungpoever.accounts.groups import editors_of, grant_department_pages
from yeongdeungpoever.accounts.invitations import invite
from yeongdeungpoever.accounts.models import OfficeContact, PolicyVersion
from yeongdeungpoever.duties.models import ClosedDay, HandOver
from yeongdeungpoever.files.models import Document, Image
from yeongdeungpoever.notices.models import InboxEntry
from yeongdeungpoever.notices.outbox import send

# Beginning of the address's name, parameter, attribute of the world. The longest beginning wins.
ARGUMENTS = (
    ("", "page_id", "page"),
    ("", "parent_page_id", "page"),
    ("", "page_pk", "page"),
    ("", "page_to_move_id", "page"),
    ("", "destination_id", "index"),
    ("", "revision_id", "revision"),
    ("", "revision_id_a", "earliest"),
    ("", "revision_id_b", "latest"),
    ("", "task_state_id", "task_state"),
    ("", "workflow_state_id", "workflow_state"),
    ("", "task_id", "task"),
    ("", "workflow_pk", "workflow"),
    ("", "content_type_app_name", "programmes"),
    ("", "content_type_model_name", "programmepage"),
    ("", "page_view_restriction_id", "restriction"),
    ("", "collection_id", "collection"),
    ("", "document_id", "document"),
    ("", "doc_id", "document"),
    ("", "document_filename", "document_filename"),
    ("", "image_id", "image"),
    ("", "filter_spec", "filter_spec"),
    ("", "redirect_id", "redirect"),
    ("", "session_id", "editing_session"),
    ("", "uidb64", "word"),
    ("", "token", "word"),
    ("", "path", "word"),
    ("", "rest", "word"),
    ("wagtailadmin_api:pages:", "pk", "page"),
    ("wagtailadmin_api:pages:", "action_name", "unpublish"),
    ("wagtailadmin_api:documents:", "pk", "document"),
    ("wagtailadmin_api:images:", "pk", "image"),
    ("wagtailadmin_pages:", "pk", "page"),
    ("wagtailadmin_pages:add", "content_type_model_name", "editionpage"),
    ("wagtailadmin_pages:add", "parent_page_id", "page"),
    ("wagtailadmin_pages:preview_on_add", "content_type_model_name", "editionpage"),
    ("wagtailadmin_pages:choose_parent", "app_label", "programmes"),
    ("wagtailadmin_pages:choose_parent", "model_name", "editionpage"),
    ("wagtailadmin_pages:", "action_name", "approve"),
    ("wagtailadmin_pages:convert_alias", "page_id", "alias"),
    ("wagtailadmin_collections:", "pk", "collection"),
    ("wagtailadmin_workflows:", "pk", "workflow"),
    ("wagtailadmin_workflows:add_task", "app_label", "home"),
    ("wagtailadmin_workflows:add_task", "model_name", "reviewtask"),
    ("wagtailadmin_workflows:edit_task", "pk", "task"),
    ("wagtailadmin_workflows:disable_task", "pk", "task"),
    ("wagtailadmin_workflows:enable_task", "pk", "task"),
    ("wagtailadmin_tag_model_autocomplete", "app_name", "taggit"),
    ("wagtailadmin_tag_model_autocomplete", "model_name", "tag"),
    ("wagtailadmin_editing_sessions:", "app_label", "programmes"),
    ("wagtailadmin_editing_sessions:", "model_name", "programmepage"),
    ("wagtailadmin_editing_sessions:", "object_id", "page"),
    ("wagtaildocs:", "uploaded_file_id", "uploaded_document"),
    ("wagtaildocs_chooser:", "pk", "document"),
    ("wagtailimages:", "uploaded_file_id", "uploaded_image"),
    ("wagtailimages_chooser:", "pk", "image"),
    ("wagtailsnippets_accounts_department:", "pk", "team"),
    ("wagtailsnippetchoosers_accounts_department:", "pk", "team"),
    ("wagtailsnippets_accounts_policyversion:", "pk", "policy"),
    ("wagtailsnippetchoosers_accounts_policyversion:", "pk", "policy"),
    ("figures:", "kind", "edition_kind"),
    ("figures:", "pk", "edition"),
    ("figures:", "table", "table"),
    ("figures:", "row", "row"),
    ("division_budgets:", "pk", "division"),
    ("wagtailsites:", "pk", "site"),
    ("wagtailusers_users:", "pk", "person"),
    ("wagtailusers_groups:", "pk", "group"),
    ("mfa_", "pk", "passkey"),
    ("simple_translation:", "app_label", "accounts"),
    ("simple_translation:", "model_name", "department"),
    ("simple_translation:", "pk", "team"),
    ("duties:", "pk", "duty"),
    ("wagtailsnippets_duties_closedday:", "pk", "closed_day"),
    ("wagtailsnippetchoosers_duties_closedday:", "pk", "closed_day"),
    ("notices:", "pk", "notice"),
    ("notices:", "key", "mail"),
    ("notices:", "language", "korean"),
    ("privacy:", "month", "month"),
    ("invitations:", "key", "invitation"),
    ("invitations:", "pk", "person"),
    ("handover:", "pk", "handover"),
    ("account_consent_change", "kind", "news"),
    ("application_", "key", "draft"),
    ("application_", "step", "basics"),
    ("application_", "organisation", "foundation"),
    ("application_", "paper", "draft_paper"),
    ("organisation_", "key", "company"),
    ("organisation_join_withdraw", "key", "join_request"),
    ("organisation_succession_state", "key", "succession_key"),
    ("officer_", "key", "company"),
    ("officer_", "person", "colleague"),
    ("officer_", "invitation", "officer_invitation"),
    ("officer_", "asked", "join_request"),
    ("inbox_", "pk", "entry"),
    ("joining:", "key", "handed_in"),
    ("joining:", "paper", "paper"),
    ("join_requests:", "key", "join_request"),
    ("organisations:", "pk", "organisation"),
    ("organisations:succession", "pk", "succession"),
    ("wagtailsnippets_network_readytext:", "pk", "ready_text"),
    ("wagtailsnippetchoosers_network_readytext:", "pk", "ready_text"),
)

# Whose names tell departments apart: each address there stands for an own and a foreign thing.
BY_DEPARTMENT = (
    "wagtailadmin_pages:",
    "wagtailadmin_api:pages:",
    "wagtailadmin_editing_sessions:ping",
    "figures:",
    "duties:",
)
FOREIGN = {
    name: f"foreign_{name}"
    for name in ("page", "revision", "earliest", "latest", "task_state", "workflow_state",
                 "edition", "row", "alias", "duty")
}  # fmt: skip

# Addresses whose sort of answer depends on what is asked for: variant and arguments.
VARIANTS: dict[str, dict[str, dict[str, str]]] = {
    "wagtail_serve": {
        "home": {"0": "root_path"},
        "public": {"0": "public_path"},
        "members": {"0": "members_path"},
        "staff": {"0": "staff_path"},
        "draft": {"0": "draft_path"},
        "missing": {"0": "missing_path"},
    },
    "media": {
        "public": {"path": "public_rendition"},
        "members": {"path": "members_rendition"},
        "staff": {"path": "staff_rendition"},
        "unused": {"path": "image_name"},
        "missing": {"path": "word"},
        "applicant's paper": {"path": "paper_name"},
        "withdrawn paper": {"path": "withdrawn_paper_name"},
    },
    "application_status": {"draft": {"key": "draft"}, "handed in": {"key": "handed_in"}},
    "application_step": {"draft": {"key": "draft"}, "handed in": {"key": "handed_in"}},
    "application_withdraw": {"draft": {"key": "draft"}, "handed in": {"key": "handed_in"}},
    "application_received": {"draft": {"key": "draft"}, "handed in": {"key": "handed_in"}},
    "application_discard": {"draft": {"key": "draft"}, "handed in": {"key": "handed_in"}},
    "application_print": {"draft": {"key": "draft"}, "handed in": {"key": "handed_in"}},
    "application_pdf": {"draft": {"key": "draft"}, "handed in": {"key": "handed_in"}},
    "organisation_home": {"own": {"key": "company"}, "withdrawn": {"key": "left_behind"}},
    "joining:application": {"handed in": {"key": "handed_in"}, "draft": {"key": "draft"}},
    "wagtaildocs_serve": {
        "public": {"document_id": "public_document", "document_filename": "public_filename"},
        "members": {"document_id": "members_document", "document_filename": "members_filename"},
        "staff": {"document_id": "document"},
    },
}
# What an address wants to be asked for, where it answers 400 or 404 without.
QUERIES = {
    "wagtail_bulk_action": "?id={bulk_id}",
    "wagtailadmin_choose_page_chosen_multiple": "?id={page}",
    "wagtaildocs_chooser:chosen_multiple": "?id={document}",
    "wagtailimages_chooser:chosen_multiple": "?id={image}",
    "wagtailsnippetchoosers_accounts_department:chosen_multiple": "?id={team}",
    "wagtailsnippetchoosers_accounts_policyversion:chosen_multiple": "?id={policy}",
    "wagtailsnippetchoosers_network_readytext:chosen_multiple": "?id={ready_text}",
    "wagtailadmin_api:pages:find": "?id={page}",
    "wagtailadmin_api:documents:find": "?id={document}",
    "wagtailadmin_api:images:find": "?id={image}",
    "search": "?q=다리",
    "joining:bulk": "?application={handed_in}&move=take",
}


class World:
    """Made once for each group of addresses; every cell is taken back after it was asked."""

    word = "nothing"
    programmes, programmepage, editionpage = "programmes", "programmepage", "editionpage"
    home, reviewtask, taggit, tag = "home", "reviewtask", "taggit", "tag"
    approve, unpublish, filter_spec, table = "approve", "unpublish", "width-32", "money"
    accounts, department, edition_kind = "accounts", "department", "edition"
    root_path, missing_path = "", "nothing-here/"
    mail, korean, news, month = "accounts.staff_invitation", "ko", "news", "2026-01"
    basics = "basics"

    def __init__(self):
        Locale.objects.get_or_create(language_code="en")
        self.team_row = personas.department()
        self.other_team = personas.department("시험2팀", "team-two")
        self.team = self.team_row.pk
        editors_of(self.other_team)
        self._offices()
        self._files()
        self._pages()
        self._programmes()
        self._network()

    def _offices(self):
        self.policy = PolicyVersion.objects.create(
            kind="terms",
            version="99.0",
            effective_on=timezone.localdate() + timezone.timedelta(days=400),
            text_ko="<p>약관</p>",
        ).pk
        self.redirect = Redirect.objects.create(old_path="/old", redirect_link="/").pk
        self.site = Site.objects.get().pk
        self.group = editors_of(self.team_row).pk
        self.collection = Collection.get_first_root_node().add_child(name="묶음").pk
        self.task = Task.objects.first().pk
        self.workflow = Workflow.objects.first().pk
        self.passkey = 0
        self.officecontact = OfficeContact.objects.create(telephone="02-000-0000").pk

    def _files(self):
        self.image_row = picture("unused")
        self.image, self.image_name = self.image_row.pk, self.image_row.file.name
        self.document_row = paper("staff")
        self.document = self.document_row.pk
        self.document_filename = self.document_row.filename
        for name, file in (("document", "upload.pdf"), ("image", "upload.png")):
            model = Document if name == "document" else Image
            upload = UploadedFile(for_content_type=ContentType.objects.get_for_model(model))
            upload.file.save(file, ContentFile(b"%PDF-1.4"))
            setattr(self, f"uploaded_{name}", upload.pk)

    def _pages(self):
        site.home_page()
        self.public_path, self.draft_path = "public-page/", "draft-page/"
        site.standard_page("초안", "draft-page", publish=False)
        self.hidden = {}
        for level in Level:
            shown, sheet = picture(level), paper(f"{level}-sheet")
            page = site.standard_page(
                f"{level} 글",
                f"{level}-page",
                visibility=level,
                body=[
                    ("picture", {"image": shown, "caption": "다리"}),
                    ("documents", {"heading": "첨부", "documents": [sheet]}),
                ],
            )
            self.hidden[level] = page
            setattr(self, f"{level}_path", f"{level}-page/")
            setattr(self, f"{level}_rendition", shown.get_rendition("width-32").file.name)
            setattr(self, f"{level}_document", sheet.pk)
            setattr(self, f"{level}_filename", sheet.filename)
        self.restriction = PageViewRestriction.objects.create(
            page=site.standard_page("암호", "password-page"),
            restriction_type=PageViewRestriction.PASSWORD,
            password="x",
        ).pk

    def _programmes(self):
        self.index = factories.index_page().pk
        asking = personas.User.objects.create_user("asking@test.example", None, name="시험 요청")
        for prefix, team, level in (
            ("", self.team_row, Level.PUBLIC),
            ("foreign_", self.other_team, Level.STAFF),
        ):
            page = factories.programme(f"{prefix}own".replace("_", "-"), department=team)
            page.visibility = level
            page.save()
            grant_department_pages(page)
            edition = factories.edition(page, department=team)
            row = factories.money(edition)
            page = ProgrammePage.objects.get(pk=page.pk)
            earliest = page.latest_revision
            page.title = f"{page.title} 고침"
            latest = page.save_revision(user=asking)
            state = Workflow.objects.first().start(page, asking)
            alias = page.create_alias(
                parent=factories.index_page(), update_slug=f"{page.slug}-alias"
            )
            setattr(self, f"{prefix}alias", alias.pk)
            setattr(self, f"{prefix}page", page.pk)
            setattr(self, f"{prefix}revision", latest.pk)
            setattr(self, f"{prefix}earliest", earliest.pk)
            setattr(self, f"{prefix}latest", latest.pk)
            setattr(self, f"{prefix}workflow_state", state.pk)
            setattr(self, f"{prefix}task_state", state.current_task_state_id)
            setattr(self, f"{prefix}edition", edition.pk)
            setattr(self, f"{prefix}row", row.pk)
        self.division = factories.division().pk
        self.person = asking.pk
        self._work(asking)
        self.editing_session = EditingSession.objects.create(
            user=asking, content_object=page, last_seen_at=timezone.now()
        ).pk

    def _work(self, person):
        self.duty = duty(key="own", department=self.team_row, owner=person).pk
        self.foreign_duty = duty(key="foreign", department=self.other_team, owner=person).pk
        self.closed_day = ClosedDay.objects.create(day="2030-05-06", name="임시공휴일").pk
        self.notice = send("accounts.rights_ended", person, {"cause": "시험"}).pk
        self.invitation = invite(
            "new@test.example", "시험 초대", role=None, department=None, by=person
        ).key
        self.handover = HandOver.objects.create(
            person=person,
            successor=person,
            on=timezone.localdate() + timezone.timedelta(days=3),
            made_by=person,
        ).pk

    def _network(self):
        """The applications become the applicant's, the entry of the inbox the officer's, in
        ``access_answers.people``."""
        asking = personas.User.objects.get(email="asking@test.example")
        company, foundation = personas.company(), personas.foundation()
        self.company, self.foundation, self.organisation = company.key, foundation.key, company.pk
        self.left_behind = network.organisation("떠난 주식회사").key
        self.draft = network.application().key
        handed_in = network.application(state=State.IN_REVIEW)
        self.handed_in = handed_in.key
        withdrawn = network.application(state=State.WITHDRAWN)
        self.draft_paper = _paper_of(Application.objects.get(key=self.draft)).key
        paper_row, gone = _paper_of(handed_in), _paper_of(withdrawn)
        self.paper, self.paper_name = paper_row.key, paper_row.file.name
        self.withdrawn_paper_name = gone.file.name
        colleague = personas.User.objects.create_user("colleague@test.example", None, name="동료")
        self.colleague = colleague.key
        Officer.objects.create(organisation=company, user=colleague, person=colleague.key)
        week = timezone.timedelta(days=7)
        self.officer_invitation = OfficerInvitation.objects.create(
            organisation=company,
            email="coming@test.example",
            token_hash="0" * 64,
            expires_at=timezone.now() + week,
        ).key
        due_on = timezone.localdate() + week
        self.join_request = JoinRequest.objects.create(
            organisation=company, user=asking, due_on=due_on
        ).key
        succession = Succession.objects.create(
            organisation=company, user=asking, way=Succession.Way.LETTER, reason="x", due_on=due_on
        )
        self.succession, self.succession_key = succession.pk, succession.key
        self.ready_text = ReadyText.objects.create(use="approve", title="시험", text="글").pk
        self.joiningrules = JoiningRules.objects.create().pk
        self.entry = InboxEntry.objects.create(
            user=asking, kind="accounts.rights_ended", title="시험 알림", url="/"
        ).pk

    def bulk(self, model_name: str) -> int:
        """The object that a bulk action of this model is asked to act on."""
        return {
            "document": self.document,
            "image": self.image,
            "user": self.person,
            "department": self.team,
            "policyversion": self.policy,
            "closedday": self.closed_day,
            "readytext": self.ready_text,
        }.get(model_name, self.page)


def picture(name: str) -> Image:
    """A small picture in the house's store."""
    file = io.BytesIO()
    Pillow.new("RGB", (64, 48), "navy").save(file, "PNG")
    file.seek(0)
    return Image.objects.create(
        title=f"다리 {name}", description="다리", file=ImageFile(file, name=f"{name}.png")
    )


def paper(name: str) -> Document:
    """A small document in the house's store."""
    document = Document(title=f"안내서 {name}")
    document.file.save(f"{name}.pdf", ContentFile(b"%PDF-1.4 test"), save=False)
    document.save()
    return document


def _paper_of(application) -> Paper:
    """A paper of an application, in the store."""
    row = Paper(application=application, slot="registration", kind="pdf", size=9, digest="0" * 64)
    row.name = "등록증.pdf"
    row.file.save("x.pdf", ContentFile(b"%PDF-1.4 "), save=False)
    row.save()
    return row
