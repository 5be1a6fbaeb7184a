"""What others may ask of the payment desk."""

from subsidies.payments.queries.timeline import PaymentStep, payments_of

__all__ = ["PaymentStep", "payments_of"]
