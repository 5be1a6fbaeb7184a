"""/payments/: the talent office draws up batches; auditors read them."""

from django.urls import path

from subsidies.payments.views import drawing, exceptions, exchange, holds, office, packages, templates

app_name = "payments"
urlpatterns = [
    path("", office.batch_list, name="batch_list"),
    path("due/", drawing.due_list, name="due_list"),
    path("draw-up/", drawing.draw_up, name="draw_up"),
    path("templates/", templates.template_list, name="template_list"),
    path("templates/add/", templates.add_template, name="add_template"),
    path("templates/<uuid:pk>/", templates.template, name="template"),
    path("templates/<uuid:pk>/edit/", templates.edit_template, name="edit_template"),
    path("holds/", holds.hold_list, name="hold_list"),
    path("holds/<uuid:pk>/", holds.hold, name="hold"),
    path("holds/<uuid:pk>/lift/", holds.lift_hold, name="lift_hold"),
    path("holds/place/<uuid:pk>/", holds.place_hold, name="place_hold"),
    path("exceptions/", exceptions.exception_list, name="exception_list"),
    path("exceptions/<uuid:pk>/", exceptions.exception, name="exception"),
    path("exceptions/<uuid:pk>/propose/", exceptions.propose, name="propose_resolution"),
    path("exceptions/<uuid:pk>/confirm/", exceptions.confirm, name="confirm_resolution"),
    path("exceptions/<uuid:pk>/refuse/", exceptions.refuse, name="refuse_resolution"),
    path("<uuid:pk>/", office.batch, name="batch"),
    path("<uuid:pk>/choose-template/", templates.choose_template, name="choose_template"),
    path("<uuid:pk>/remove-lines/", office.remove_lines, name="remove_lines"),
    path("<uuid:pk>/refresh-lines/", office.refresh_lines, name="refresh_lines"),
    path("<uuid:pk>/seal/", office.seal, name="seal"),
    path("<uuid:pk>/cancel/", office.cancel, name="cancel"),
    path("<uuid:pk>/package/", packages.package, name="package"),
    path("<uuid:pk>/files/<slug:kind>/", exchange.download, name="download"),
    path("<uuid:pk>/files/<slug:kind>/<int:part>/", exchange.download, name="download"),
    path("<uuid:pk>/returns/upload/", exchange.upload_return, name="upload_return"),
    path("returns/<uuid:pk>/", exchange.bank_return, name="bank_return"),
    path("returns/<uuid:pk>/accept/", exceptions.accept_return, name="accept_return"),
    path("returns/<uuid:pk>/commit/", exchange.commit_return, name="commit_return"),
    path("returns/<uuid:pk>/discard/", exchange.discard_return, name="discard_return"),
]
