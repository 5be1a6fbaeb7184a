"""Awards that should not have been granted."""

from __future__ import annotations

from hypothesis.stateful import rule

from subsidies.applications.models import Award
from subsidies.payments import actions
from subsidies.payments.models import Revocation
from tests.subsidies.payments.life.stage import PICK, Stage


class RevocationDays(Stage):
    """One finds it, another confirms or drops it."""

    @rule(pick=PICK, who=PICK)
    def propose_revocation(self, pick: int, who: int) -> None:
        if award := self.one_of(Award.objects.all(), pick):
            self.attempt(
                actions.propose_revocation, award, by=self.usually(self.desk.clerk, who), pk=self.key(),
                reason="not_entitled", explanation="经核查，授予时不符合条件。",
            )  # fmt: skip

    @rule(pick=PICK)
    def revoke_all_the_way(self, pick: int) -> None:
        """The usual way: two agree that an award stands on nothing."""
        words = {"by": self.desk.clerk, "pk": self.key(), "reason": "not_entitled", "explanation": "不符合条件。"}
        award = self.one_of(Award.objects.live().exclude(instalments__status="batched"), pick)
        if award and (revocation := self.attempt(actions.propose_revocation, award, **words)):
            self.attempt(actions.confirm_revocation, revocation, by=self.other_clerk)

    @rule(pick=PICK, who=PICK)
    def confirm_revocation(self, pick: int, who: int) -> None:
        if revocation := self.one_of(Revocation.objects.all(), pick):
            self.attempt(actions.confirm_revocation, revocation, by=self.usually(self.other_clerk, who))

    @rule(pick=PICK, who=PICK)
    def drop_revocation(self, pick: int, who: int) -> None:
        if revocation := self.one_of(Revocation.objects.all(), pick):
            self.attempt(actions.drop_revocation, revocation, by=self.usually(self.other_clerk, who), reason="查无此事")
