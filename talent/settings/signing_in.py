"""Signing in (allauth's settings): codes for applicants, password and second factor for staff, limits, time-outs."""

ACCOUNT_ADAPTER = "talent.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "talent.accounts.forms.contact.SignInForm",
    "signup": "talent.accounts.forms.contact.SignUpForm",
    "confirm_login_code": "talent.accounts.forms.codes.LoginCodeForm",
    "verify_phone": "talent.accounts.forms.codes.PhoneCodeForm",
    "confirm_email_verification_code": "talent.accounts.forms.codes.EmailCodeForm",
    "add_email": "talent.accounts.forms.library.NewEmailForm",
    "change_email": "talent.accounts.forms.library.OtherEmailForm",
    "change_phone": "talent.accounts.forms.library.NewPhoneForm",
    "change_password": "talent.accounts.forms.library.NewPasswordForm",
    "set_password": "talent.accounts.forms.library.FirstPasswordForm",
    "reset_password": "talent.accounts.forms.library.ForgottenPasswordForm",
    "reset_password_from_key": "talent.accounts.forms.library.ReplacedPasswordForm",
    "reauthenticate": "talent.accounts.forms.library.OldPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# What allauth's own checks want to read; the sign-up form takes either of the two.
ACCOUNT_SIGNUP_FIELDS = ["phone*", "email*"]
# The sign-in page itself asks for a code; allauth's second page for the same is left out.
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    # A code has a million values and five tries: a hundred tries a day for one account at the most.
    "request_login_code": "120/h/ip,5/15m/key,20/d/key",
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/15m/key",
    "signup": "60/h/ip",
    "reset_password": "20/h/ip,3/15m/key",
    "change_phone": "5/m/user",
    "reauthenticate": "10/m/user",
    "verify_paper": "120/m/ip",
    # A unit's staff may share one address; a flood from many addresses is bounded for each notice.
    "object_to_notice": "20/h/ip,60/d/ip,300/h/key",
    # What is received of one address: of anonymous ones so many for one notice (the key is both), and for all.
    "object_anonymously": "3/d/key,5/d/ip",
    "object_by_name": "10/d/ip",
    "track_objection": "60/m/ip",
    # A unit may hand its slips out in one room: its staff share an address.
    "open_invitation": "120/m/ip",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
MFA_ADAPTER = "talent.accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "talent.accounts.forms.library.NumberForm",
    "reauthenticate": "talent.accounts.forms.library.NumberAgainForm",
    "activate_totp": "talent.accounts.forms.library.FirstNumberForm",
    "add_webauthn": "talent.accounts.forms.library.NewKeyForm",
    "edit_webauthn": "talent.accounts.forms.library.RenamedKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1
STAFF_IDLE_SECONDS = 30 * 60
APPLICANT_IDLE_SECONDS = 2 * 3600
SESSION_LONGEST_SECONDS = 12 * 3600
USERSESSIONS_TRACK_ACTIVITY = True
