"""One application on one screen, and what staff do there."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from yeongdeungpoever.korean.josa import with_josa

from ..joining import actions
from ..joining.likeness import applications_like, members_like
from ..models import Application, JoiningRules, Paper, ReadyText
from ..papers import actions as paper_actions
from ..permissions import may_read_paper, may_review
from ..states import MOVES, By, moves_from
from .detail_facts import facts_of
from .detail_forms import CheckForm, DecisionForm, NoteForm, ReviewerForm
from .effects import effects_of
from .notes import add_note
from .paper_form import PaperForm
from .queue import QueueView
from .queue_columns import days_over
from .queue_filters import reviewers
from .styles import APPLICATIONS


class ApplicationView(WagtailAdminTemplateMixin, View):
    """The whole of it: facts, papers, likeness, earlier decisions, moves, notes, and the forms.

    The views below do one thing each by POST and show this screen again, with everything typed,
    where that was refused.
    """

    header_icon = "doc-full-inverse"
    template_name = "network/staff/application.html"
    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, **kwargs):
        self.application = self.find(kwargs["key"])
        return super().dispatch(request, *args, **kwargs)

    def find(self, key) -> Application:
        """The application, for whoever may review it; for all others there is none."""
        found = (
            Application.objects.select_related(
                "applicant", "department", "reviewer", "decided_by", "organisation",
                "consent_noted_by",
            )
            .filter(key=key)
            .first()
        )  # fmt: skip
        if found is None or not may_review(self.request.user, found):
            raise Http404
        return found

    def get_page_title(self):
        return self.application.name or self.application.number

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("joining:list"), "label": QueueView.page_title},
            {
                "url": "",
                "label": self.get_page_title(),
                "sublabel": self.application.number,
            },
        ]

    def get(self, request, key):
        return self.show()

    def show(self, **forms):
        """The screen; ``forms`` replace the empty ones."""
        return self.render_to_response(self.get_context_data(**forms))

    def refused(self, refusal: ValidationError, form, name: str):
        """The screen as it is now, with what was typed and why it was not done."""
        self.application = self.find(self.application.key)
        form.add_error(None, " ".join(refusal.messages))
        return self.show(**{name: form})

    @cached_property
    def url(self) -> str:
        return reverse("joining:application", args=[self.application.key])

    def get_context_data(self, **forms):
        context = super().get_context_data()
        application = self.application
        rules = JoiningRules.current()
        moves = list(application.moves.select_related("by"))
        possible = moves_from(application.state, By.STAFF)
        may_decide = any(move.key != "take" for move in possible)
        decision = forms.get("decision") or (
            DecisionForm(application=application, initial={"seen": last_move(application)})
            if may_decide
            else None
        )
        return (
            context
            | {
                "application": application,
                "days_over": days_over(application),
                "rules": rules,
                "parts": facts_of(application),
                "papers": self._papers(forms.get("check")),
                "members": members_like(application.name, application.registration_number),
                "others": _others(application),
                "moves": moves,
                "notes": application.notes.select_related("by"),
                "consents": application.consents.select_related("policy"),
                "may_take": any(move.key == "take" for move in possible),
                "take": MOVES["take"],
                "ready_texts": _ready_texts(application) if decision else {},
                "media": APPLICATIONS,
            }
            | {
                "decision": decision,
                "note": forms.get("note") or NoteForm(),
                "is_entered": application.is_entered and application.is_pending,
                "paper_form": forms.get("paper_form") or PaperForm(),
                "reviewer_form": forms.get("reviewer_form")
                or ReviewerForm(
                    reviewers=reviewers(), initial={"reviewer": application.reviewer_id}
                ),
            }
        )

    def _papers(self, bound: CheckForm | None) -> list[dict]:
        papers = self.application.papers.select_related("checked_by")
        return [
            {
                "paper": paper,
                "may_open": may_read_paper(self.request.user, paper),
                "form": bound
                if bound and bound.instance.pk == paper.pk
                else CheckForm(prefix=f"paper-{paper.pk}"),
            }
            for paper in papers
        ]


def _others(application: Application) -> list[dict]:
    """Other applications of the same number or name, with the words of their decision."""
    found = applications_like(application).prefetch_related("moves")
    rows = []
    for other in found:
        decisions = [move for move in other.moves.all() if move.state == other.state]
        rows.append(
            {
                "application": other,
                "by_number": bool(application.registration_number)
                and other.registration_number == application.registration_number,
                "by_name": other.name_key == application.name_key,
                "reason": decisions[-1].reason if decisions else "",
            }
        )
    return rows


def _ready_texts(application: Application) -> dict[str, str]:
    """Texts by key, in the applicant's language where there is one."""
    return {str(text.pk): ready_words(text, application) for text in ReadyText.objects.all()}


def ready_words(text: ReadyText, application: Application) -> str:
    """The text in the language of whoever gets it."""
    english = application.applicant is not None and application.applicant.language == "en"
    return text.text_en if english and text.text_en else text.text


def last_move(application: Application) -> str:
    """What the person has seen of its life: a form that is older is told what happened since."""
    found = application.moves.order_by("pk").last()
    return str(found.pk) if found else ""


def what_happened(application: Application) -> str:
    """Who did what last, as one sentence."""
    move = application.moves.select_related("by").order_by("pk").last()
    if move is None:
        return _("그 사이 신청이 달라졌어요. 다시 보고 정해 주세요.")
    label = MOVES[move.move].label if move.move in MOVES else move.done
    if move.by is None:
        return _("그 사이 이 신청에 새로운 일이 있었어요(%(what)s). 다시 보고 정해 주세요.") % {
            "what": label
        }
    return _("그 사이 %(name)s 님이 먼저 움직였어요(%(what)s). 다시 보고 정해 주세요.") % {
        "name": move.by.get_full_name(),
        "what": label,
    }


class DecideView(ApplicationView):
    """Approve, ask for changes, reject. Asks first, shows what will happen, then does it."""

    http_method_names = ["post"]

    def post(self, request, key):
        form = DecisionForm(request.POST, application=self.application)
        if "insert" in request.POST:
            return self.show(decision=self._with_ready_text(form))
        if not form.is_valid():
            return self.show(decision=form)
        if form.cleaned_data["seen"] != last_move(self.application):
            return self._again(form)
        if "again" in request.POST:
            return self.show(decision=DecisionForm(request.POST, application=self.application))
        if "confirmed" not in request.POST:
            return self._ask(form)
        try:
            self._do(**form.cleaned_data)
        except actions.Refused as refusal:
            return self.refused(refusal, self._fresh(form), "decision")
        messages.success(request, self._done_words(form.cleaned_data["move"]))
        return redirect(self.url)

    def _do(self, *, move, parts, reason, **rest):
        by = self.request.user
        if move == "approve":
            actions.approve(self.application, by=by, reason=reason)
        elif move == "reject":
            actions.reject(self.application, by=by, reason=reason)
        else:
            actions.request_changes(self.application, by=by, parts=parts, reason=reason)

    def _done_words(self, move: str) -> str:
        name = self.application.name
        if move == "approve":
            return _("'%(name)s' 신청을 승인했어요.") % {"name": name}
        if move == "reject":
            return _("'%(name)s' 신청을 반려했어요.") % {"name": name}
        return _("'%(name)s' 신청에 보완을 요청했어요.") % {"name": name}

    def _fresh(self, form) -> DecisionForm:
        """The same words under what is there now, so that the next press knows of it."""
        self.application = self.find(self.application.key)
        data = form.data.copy()
        data["seen"] = last_move(self.application)
        fresh = DecisionForm(data, application=self.application)
        fresh.is_valid()
        return fresh

    def _again(self, form):
        refusal = ValidationError(what_happened(self.application))
        return self.refused(refusal, self._fresh(form), "decision")

    def _with_ready_text(self, form) -> DecisionForm:
        """The form with the chosen text under what was typed; nothing is checked yet."""
        data = {name: form.data.get(name, "") for name in ("move", "ready", "reason", "seen")}
        data["parts"] = form.data.getlist("parts")
        chosen = data["ready"]
        text = ReadyText.objects.filter(pk=chosen).first() if _is_key(chosen) else None
        if text:
            words = ready_words(text, self.application)
            data["reason"] = "\n\n".join(filter(None, (data["reason"].strip(), words)))
        return DecisionForm(application=self.application, initial=data)

    def _ask(self, form):
        given = form.cleaned_data
        context = WagtailAdminTemplateMixin.get_context_data(self) | {
            "application": self.application,
            "move": MOVES[given["move"]],
            "parts": [label for key, label in form.fields["parts"].choices if key in given["parts"]]
            if given["move"] == "request_changes"
            else [],
            "reason": given["reason"],
            "given": [(name, value) for name, values in _typed(form) for value in values],
            "effects": effects_of(self.application, given["move"], JoiningRules.current()),
            "decide_url": reverse("joining:decide", args=[self.application.key]),
            "media": APPLICATIONS,
        }
        self.template_name = "network/staff/application_confirm.html"
        return self.render_to_response(context)


def _typed(form) -> list[tuple[str, list[str]]]:
    return [(name, form.data.getlist(name)) for name in ("move", "parts", "reason", "seen")]


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 10


class TakeView(ApplicationView):
    """검토 시작: takes it into one's own hands."""

    http_method_names = ["post"]

    def post(self, request, key):
        try:
            actions.take(self.application, by=request.user)
        except actions.Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(
                request,
                _("%(name)s 검토를 시작했어요.")
                % {"name": with_josa(f"'{self.application.name}'", "을를")},
            )
        return redirect(self.url)


class AssignView(ApplicationView):
    """Gives the review to somebody, or to nobody."""

    http_method_names = ["post"]

    def post(self, request, key):
        form = ReviewerForm(request.POST, reviewers=reviewers())
        if not form.is_valid():
            return self.show(reviewer_form=form)
        reviewer = form.cleaned_data["reviewer"]
        try:
            actions.assign(self.application, by=request.user, reviewer=reviewer)
        except PermissionDenied:
            raise Http404 from None
        except ValidationError as refusal:
            return self.refused(refusal, form, "reviewer_form")
        messages.success(
            request,
            _("%(name)s 님이 검토해요.") % {"name": reviewer.get_full_name()}
            if reviewer
            else _("검토하는 사람을 비웠어요."),
        )
        return redirect(self.url)


class NoteView(ApplicationView):
    """Adds a remark."""

    http_method_names = ["post"]

    def post(self, request, key):
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.show(note=form)
        add_note(self.application, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("메모를 남겼어요."))
        return redirect(f"{self.url}#notes")


class CheckView(ApplicationView):
    """Writes down that a paper was looked at."""

    http_method_names = ["post"]

    def post(self, request, key, paper):
        found = Paper.objects.filter(application=self.application, key=paper).first()
        if found is None:
            raise Http404
        form = CheckForm(request.POST, instance=found, prefix=f"paper-{found.pk}")
        if not form.is_valid():
            return self.show(check=form)
        note = form.cleaned_data["check_note"]
        try:
            paper_actions.check(found, by=request.user, note=note)
        except ValidationError as refusal:
            return self.refused(refusal, form, "check")
        messages.success(request, _("서류를 확인했다고 적었어요."))
        return redirect(f"{self.url}#papers")
