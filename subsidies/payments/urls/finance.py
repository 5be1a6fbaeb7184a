"""/finance/: the finance bureau checks, approves, releases, downloads and reconciles batches."""

from django.urls import path

from subsidies.payments.views import closing, exceptions, exchange, finance, packages, recovery_money, refunds

app_name = "finance"
urlpatterns = [
    path("", finance.home, name="home"),
    path("batches/", finance.batch_list, name="batch_list"),
    path("budget/<uuid:pk>/close/", closing.close_line, name="close_line"),
    path("recoveries/", recovery_money.recovery_list, name="recovery_list"),
    path("recoveries/<uuid:pk>/", recovery_money.recovery, name="recovery"),
    path("recoveries/<uuid:pk>/receipts/enter/", recovery_money.enter_receipt, name="enter_receipt"),
    path("recoveries/<uuid:pk>/write-off/", recovery_money.propose_write_off, name="propose_write_off"),
    path("recoveries/receipts/<uuid:pk>/reverse/", recovery_money.reverse_receipt, name="reverse_receipt"),
    path("recoveries/proposals/<uuid:pk>/confirm/", recovery_money.confirm_proposal, name="confirm_proposal"),
    path("recoveries/proposals/<uuid:pk>/drop/", recovery_money.drop_proposal, name="drop_proposal"),
    path("exceptions/", exceptions.exception_list, name="exception_list"),
    path("exceptions/<uuid:pk>/", exceptions.exception, name="exception"),
    path("exceptions/<uuid:pk>/propose/", exceptions.propose, name="propose_resolution"),
    path("exceptions/<uuid:pk>/confirm/", exceptions.confirm, name="confirm_resolution"),
    path("exceptions/<uuid:pk>/refuse/", exceptions.refuse, name="refuse_resolution"),
    path("<uuid:pk>/", finance.batch, name="batch"),
    path("<uuid:pk>/approve/", finance.approve, name="approve"),
    path("<uuid:pk>/release/", finance.release, name="release"),
    path("<uuid:pk>/return/", finance.return_to_office, name="return"),
    path("<uuid:pk>/refund/", refunds.refund, name="refund"),
    path("<uuid:pk>/package/", packages.package, name="package"),
    path("<uuid:pk>/files/<slug:kind>/", exchange.download, name="download"),
    path("<uuid:pk>/files/<slug:kind>/<int:part>/", exchange.download, name="download"),
    path("<uuid:pk>/returns/upload/", exchange.upload_return, name="upload_return"),
    path("returns/<uuid:pk>/", exchange.bank_return, name="bank_return"),
    path("returns/<uuid:pk>/accept/", exceptions.accept_return, name="accept_return"),
    path("returns/<uuid:pk>/commit/", exchange.commit_return, name="commit_return"),
    path("returns/<uuid:pk>/discard/", exchange.discard_return, name="discard_return"),
]
