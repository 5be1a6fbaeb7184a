"""The pages that anyone may open, and the way from signing in to one's desk."""

from django.urls import path

from subsidies.portal.views import check, desks, home, probes, public

app_name = "portal"
urlpatterns = [
    path("", public.start, name="start"),
    path("home/", home.home, name="home"),
    path("home/office/", desks.office, name="office_desk"),
    path("employer/", desks.employer, name="employer_desk"),
    path("home/policy/", desks.policy, name="policy_desk"),
    path("home/audit/", desks.audit, name="audit_desk"),
    path("home/accounts/", desks.administrator, name="administrator_desk"),
    path("check/", check.check, name="check"),
    path("policies/", public.policy_list, name="policy_list"),
    path("policies/<slug:scheme>/", public.policy, name="policy"),
    path("help/", public.help_page, name="help"),
    path("privacy/", public.privacy, name="privacy"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("healthz", probes.healthz, name="healthz"),
    path("robots.txt", probes.robots, name="robots"),
]
