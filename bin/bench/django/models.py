"""The county's tables as they are."""
from django.db.models import (
    DO_NOTHING, AutoField, BigIntegerField, BooleanField, ForeignKey, IntegerField, JSONField, Model, TextField,
)


STATES = [
    ("reported", "待受理"), ("accepted", "办理中"), ("resolved", "待评价"), ("closed", "已办结"), ("reopened", "重新办理"),
    ("declined", "不予受理"),
]


class Row(Model):
    class Meta:
        abstract = True
        managed = False
        app_label = "county"


class County(Row):
    name = TextField()
    sample = BooleanField()

    class Meta(Row.Meta):
        db_table = "county"


class Category(Row):
    key = TextField(primary_key=True)
    name = TextField()
    path = TextField()

    class Meta(Row.Meta):
        db_table = "categories"


class UnitKind(Row):
    key = TextField(primary_key=True)

    class Meta(Row.Meta):
        db_table = "unit_kinds"


class OfficeHours(Row):
    line = TextField(primary_key=True)

    class Meta(Row.Meta):
        db_table = "office_hours"


class OrgUnit(Row):
    id = TextField(primary_key=True)
    name = TextField()
    path = TextField()
    closed_at = TextField(null=True)

    class Meta(Row.Meta):
        db_table = "org_units"


class MemberUnit(Row):
    id = TextField(primary_key=True)
    name = TextField()
    kind = ForeignKey(UnitKind, DO_NOTHING, db_column="kind")
    org_unit = ForeignKey(OrgUnit, DO_NOTHING)
    org_path = TextField()
    revision = IntegerField(db_column="version", default=1)

    class Meta(Row.Meta):
        db_table = "member_units"


class Account(Row):
    id = TextField(primary_key=True)
    name = TextField()
    disabled_at = TextField(null=True)

    class Meta(Row.Meta):
        db_table = "accounts"


class Grant(Row):
    id = TextField(primary_key=True)
    account = ForeignKey(Account, DO_NOTHING, related_name="grants")
    role = TextField()
    scope_id = TextField()
    scope_name = TextField()
    revoked_at = TextField(null=True)

    class Meta(Row.Meta):
        db_table = "grants"


class Session(Row):
    id = TextField(primary_key=True)
    account = ForeignKey(Account, DO_NOTHING)
    kind = TextField()
    expires_at = BigIntegerField()

    class Meta(Row.Meta):
        db_table = "sessions"


class Matter(Row):
    id = TextField(primary_key=True)
    number = TextField()
    state = TextField(choices=STATES)
    closure = TextField(null=True)
    category = ForeignKey(Category, DO_NOTHING, db_column="category", null=True)
    body = TextField()
    outcome = TextField(null=True)
    handler_name = TextField(null=True)
    org_unit = ForeignKey(OrgUnit, DO_NOTHING)
    reported_at = TextField()
    closed_at = TextField(null=True)

    class Meta(Row.Meta):
        db_table = "matters"


class Listing(Row):
    record = TextField(primary_key=True)
    noun = TextField()
    scope = TextField()
    active = BooleanField()

    class Meta(Row.Meta):
        db_table = "listings"


class Clock(Row):
    id = TextField(primary_key=True)
    noun = TextField()
    record = TextField()
    kind = TextField()
    due_at = TextField()
    ended_at = TextField(null=True)

    class Meta(Row.Meta):
        db_table = "clocks"


class Audit(Row):
    seq = AutoField(primary_key=True)
    at = TextField()
    actor_id = TextField()
    actor_name = TextField()
    action = TextField()
    subject = TextField()
    detail = JSONField()
    request_id = TextField()

    class Meta(Row.Meta):
        db_table = "audit"


class Idempotency(Row):
    actor = TextField(primary_key=True)
    key = TextField()
    action = TextField()
    request_hash = TextField()
    result = JSONField()
    at = TextField()

    class Meta(Row.Meta):
        db_table = "idempotency"
