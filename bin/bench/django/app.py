"""Home, matters list and API POST as they would be written with Django. FILE names the database."""
import hashlib
import json
import os
import re
import secrets
import time
import uuid
from datetime import datetime, timezone
from functools import wraps

import django
from django.conf import settings

settings.configure(
    DEBUG=False,
    SECRET_KEY=secrets.token_hex(),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_I18N=False,
    USE_TZ=True,
    MIDDLEWARE=[
        "app.headers",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["FILE"], "CONN_MAX_AGE": None}
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [os.path.join(os.path.dirname(__file__), "templates")],
            "OPTIONS": {"builtins": ["times"]},
        }
    ],
)
django.setup()

from django import forms
from django.core.wsgi import get_wsgi_application
from django.db import IntegrityError, transaction
from django.db.backends.signals import connection_created
from django.db.models import OuterRef, Subquery
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from models import (
    Audit, Clock, County, Idempotency, Listing, Matter, MemberUnit, OfficeHours, OrgUnit, Session, UnitKind,
)

ROLES = {"county_admin": "县级管理员", "meeting_secretary": "会议秘书", "grid_worker": "网格员"}
ENTRIES = [
    ("desk", "待办"), ("matters", "事项"), ("meetings", "会议"), ("checklist", "开通清单"), ("org", "组织"),
    ("units", "成员单位"), ("people", "人员"), ("rules", "规则"), ("audit", "操作记录"), ("account", "我的账号"),
]
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


def as_ours(connection, **_):
    """As the database server of ours has it."""
    connection.cursor().execute("PRAGMA journal_mode = WAL")
    connection.cursor().execute("PRAGMA synchronous = FULL")


connection_created.connect(as_ours)


def headers(get_response):
    def middleware(request):
        request.id = str(uuid.uuid4())
        response = get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        response["x-request-id"] = request.id
        return response

    return middleware


def signed_in(kind, token_of, refuse):
    """Lets in who is signed in, with account and rights."""

    def decorated(view):
        @wraps(view)
        def handler(request):
            token = hashlib.sha256(token_of(request).encode()).hexdigest()
            open_now = Session.objects.select_related("account").filter(
                id=token, kind=kind, expires_at__gt=time.time() * 1000, account__disabled_at=None
            )
            session = open_now.first()
            if session is None:
                return refuse()
            request.account = session.account
            request.grants = list(session.account.grants.filter(revoked_at=None))
            return view(request)

        return handler

    return decorated


def bearer(request):
    found = re.fullmatch(r"Bearer ([\w-]+)", request.headers.get("authorization", ""))
    return found[1] if found else ""


by_cookie = signed_in(
    "browser", lambda request: request.COOKIES.get("lz_session", ""), lambda: HttpResponseRedirect("/session/new")
)
by_bearer = signed_in("api", bearer, lambda: JsonResponse({"status": 401}, status=401))


def home(request):
    solved = Matter.objects.select_related("category", "org_unit").filter(closure="solved").order_by("-closed_at")
    shown = {"county": County.objects.get(), "matters": solved[:5], "hours": OfficeHours.objects.all()}
    return render(request, "home.html", shown)


@by_cookie
def matters(request):
    done = request.GET.get("done") == "1"
    scopes = [grant.scope_id for grant in request.grants]
    found = Listing.objects.filter(noun="matter", active=not done, scope__in=scopes)
    due = Clock.objects.filter(noun="matter", record=OuterRef("pk"), kind="step", ended_at=None).order_by("due_at")
    rows = (
        Matter.objects.select_related("category", "org_unit")
        .annotate(due_at=Subquery(due.values("due_at")[:1]))
        .filter(pk__in=found.values("record"))
        .order_by("-pk")[:21]
    )
    posts = "，".join(f"{grant.scope_name} {ROLES.get(grant.role, grant.role)}" for grant in request.grants)
    shown = {"county": County.objects.get(), "entries": ENTRIES, "matters": rows, "done": done}
    return render(request, "matters.html", {**shown, "account": request.account, "posts": posts})


class UnitForm(forms.Form):
    name = forms.CharField(max_length=60)
    kind = forms.ModelChoiceField(UnitKind.objects.all())
    orgUnitId = forms.ModelChoiceField(OrgUnit.objects.filter(closed_at=None))


@csrf_exempt
@require_POST
@by_bearer
def member_units(request):
    try:
        form = UnitForm(json.loads(request.body))
    except ValueError:
        return JsonResponse({"status": 400}, status=400)
    if not form.is_valid():
        return JsonResponse({"status": 422, "errors": form.errors.get_json_data()}, status=422)
    seat = form.cleaned_data["orgUnitId"]
    if not any(grant.role in ROLES and f"/{grant.scope_id}/" in seat.path for grant in request.grants):
        return JsonResponse({"status": 403}, status=403)
    try:
        response = JsonResponse(register(request, seat, form.cleaned_data), status=201)
    except IntegrityError as error:
        return JsonResponse({"status": 422, "title": str(error)}, status=422)
    response["location"] = "/api/v1/member-units"
    return response


@transaction.atomic
def register(request, seat, unit):
    """Unit, audit row and idempotency record in one transaction; a repeat answers as before."""
    actor, kind, name = request.account, unit["kind"], unit["name"]
    key = request.headers.get("idempotency-key", request.id)
    request_hash = hashlib.sha256(json.dumps([name, kind.key, seat.id]).encode()).hexdigest()
    before = Idempotency.objects.filter(actor=actor.id, key=key).first()
    if before:
        if before.request_hash != request_hash:
            raise IntegrityError("another request")
        return before.result
    made = MemberUnit.objects.create(id=str(uuid.uuid4()), name=name, kind=kind, org_unit=seat, org_path=seat.path)
    at = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    Audit.objects.create(
        at=at, actor_id=actor.id, actor_name=actor.name, action="unit.add", subject=f"unit:{made.id}",
        detail={"name": name, "kind": kind.key}, request_id=request.id,
    )
    result = {"id": made.id}
    Idempotency.objects.create(
        actor=actor.id, key=key, action="unit.add", request_hash=request_hash, result=result, at=at
    )
    return result


urlpatterns = [
    path("", home),
    path("matters", matters),
    path("api/v1/member-units", member_units),
]
application = get_wsgi_application()
