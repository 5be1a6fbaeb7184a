"""One include per feature."""

from django.urls import include, path

handler400 = "talent.ui.views.bad_request"
handler403 = "talent.ui.views.permission_denied"
handler404 = "talent.ui.views.page_not_found"
handler500 = "talent.ui.views.server_error"

urlpatterns = [
    path("", include("subsidies.portal.urls.public")),
    path("me/", include("subsidies.portal.urls.me")),
    path("acting/", include("subsidies.portal.urls.acting")),
    path("ui/", include("talent.ui.urls")),
    path("accounts/", include("talent.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("messages/", include("talent.notifications.urls")),
    path("calendar/", include("talent.calendars.urls")),
    path("papers/", include("talent.papers.urls.papers")),
    path("verify/", include("talent.papers.urls.verify")),
    path("audit/", include("talent.audit.urls")),
    path("", include("talent.employers.urls")),
    path("", include("subsidies.offers.urls")),
    path("employers/", include("subsidies.verification.urls.merging")),
    path("employer/people/", include("subsidies.verification.urls.people")),
    path("employer/continued/", include("subsidies.payments.urls.employer")),
    path("employer/", include("subsidies.verification.urls.desk")),
    path("reports/", include("subsidies.reports.urls")),
    path("review/summaries/", include("subsidies.verification.urls.summaries")),
    path("review/appeals/", include("subsidies.appeals.urls")),
    path("review/", include("subsidies.review.urls")),
    path("", include("subsidies.objections.urls")),
    path("notices/", include("subsidies.notices.urls")),
    path("crosschecks/", include("subsidies.crosschecks.urls")),
    path("rounds/", include("subsidies.rounds.urls")),
    path("budget/", include("subsidies.budget.urls")),
    path("payments/", include("subsidies.payments.urls.office")),
    path("finance/", include("subsidies.payments.urls.finance")),
]
