"""Who keeps the list of employers, and who reads it."""

from talent.accounts.roles import Role

KEEPS_THE_LIST = (Role.ADMINISTRATOR, Role.POLICY_OFFICER)
READS_THE_LIST = (*KEEPS_THE_LIST, Role.REVIEWER, Role.AUDITOR)
