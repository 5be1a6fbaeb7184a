"""The renderer of every form: templates in templates/ui/forms/, through the site's own template engine."""

from django.forms.renderers import TemplatesSetting


class PortalFormRenderer(TemplatesSetting):
    """``{{ form }}`` prints the error summary and all fields; ``{{ form.name.as_field_group }}`` prints one field."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
