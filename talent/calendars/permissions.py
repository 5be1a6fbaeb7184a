"""Who may do what with the calendar."""

from talent.accounts.roles import STAFF_ROLES, Role

VIEW = STAFF_ROLES
CHANGE = (Role.POLICY_OFFICER, Role.ADMINISTRATOR)
