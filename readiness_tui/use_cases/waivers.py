"""Accept a shortfall for a time: who, why and until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import ValidationError

from readiness_tui.model.assessment import Assessment, Waiver
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.recording import Recorded, record


def waive(
    workspace: Workspace, slug: str, question_id: str, reason: str, approver: str, expires: str, today: date
) -> Recorded:
    """Waive a question until the end of a day. Raises UserError with every fault; then nothing is written."""
    waiver = checked_waiver(reason, approver, expires, today)
    return _with_waiver(workspace, slug, question_id, waiver, today)


def clear_waiver(workspace: Workspace, slug: str, question_id: str, today: date) -> Recorded:
    """Take a waiver back. Raises UserError."""
    return _with_waiver(workspace, slug, question_id, None, today)


def checked_waiver(reason: str, approver: str, expires: str, today: date) -> Waiver:
    """What was said as a waiver. Raises UserError with every fault."""
    faults = [] if reason.strip() else [Fault("a waiver needs a reason", '--reason "why it is accepted"')]
    try:
        waiver = Waiver.model_validate({"reason": reason, "approver": approver, "expires": expires})
    except ValidationError as error:
        for found in error.errors(include_url=False):
            given = str(found.get("input", ""))[:60]
            faults.append(Fault(f"--{found['loc'][0]} '{given}': {found.get('ctx', {}).get('error', found['msg'])}"))
        raise UserError(*faults) from None
    if waiver.expires < today:
        faults.append(Fault(f"--expires {waiver.expires} is past", "a waiver counts until the end of a day to come"))
    if faults:
        raise UserError(*faults)
    return waiver


def _with_waiver(workspace: Workspace, slug: str, question_id: str, waiver: Waiver | None, today: date) -> Recorded:
    def change(working: Any) -> Assessment:
        known = working.questionnaire.questionnaire.question_by_id
        assessment: Assessment = working.assessment
        if question_id not in known:
            raise UserError(Fault(f"no question '{question_id}'", nearest(question_id, known)))
        answer = assessment.answer(question_id)
        if waiver is None and answer.waiver is None:
            raise UserError(Fault(f"'{question_id}' is not waived"))
        return assessment.with_answer(question_id, answer.model_copy(update={"waiver": waiver}))

    return record(workspace, slug, today, change)
