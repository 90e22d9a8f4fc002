"""Days, moments and due times as ours says them, in Asia/Shanghai."""
from datetime import datetime, timedelta, timezone

from django import template

register = template.Library()
SHANGHAI = timezone(timedelta(hours=8))
NEAR = {-1: "昨天", 0: "今天", 1: "明天", 2: "后天"}


def local(at):
    return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(SHANGHAI)


@register.filter
def day(at):
    on = local(at)
    return NEAR.get((on.date() - datetime.now(SHANGHAI).date()).days, f"{on.month}月{on.day}日")


@register.filter
def moment(at):
    return f"{day(at)} {local(at):%H:%M}"


@register.filter
def due(at):
    """Where a due time stands: `kind` names its mark, `word` is read beside it."""
    left = local(at) - datetime.now(SHANGHAI)
    when = f"{moment(at)} 前"
    if left < timedelta(0):
        return {"kind": "overdue", "word": f"已超期 {span(-left)}", "when": f"应于 {when}"}
    soon = left <= timedelta(days=1)
    return {"kind": "due-soon" if soon else "on-time", "word": "将到期" if soon else "未到期", "when": when}


def span(time):
    hours = time.seconds // 3600
    return f"{time.days}天{hours}小时" if time.days else f"{hours}小时{time.seconds % 3600 // 60}分钟"
