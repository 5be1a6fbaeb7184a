"""Which figures a version of each scheme must have, and of what kind each is."""

from subsidies.policy import figure_shapes as shape
from subsidies.policy.degrees import CONDITIONS
from subsidies.policy.facts import LeavingReason
from subsidies.policy.figure_reading import VersionReader
from subsidies.policy.version_figures import HousingVersion, LivingVersion, ProcedureVersion, SchoolingVersion

_DEGREE_CONDITIONS = shape.several(shape.one_of(CONDITIONS))


def read_living(read: VersionReader) -> LivingVersion:
    """Read one version of the living subsidy."""
    return LivingVersion(
        version=read.label(),
        in_force=read.period(),
        total_yuan=read.figure("total_yuan", shape.by_degree(shape.positive)),
        total_not_yearly=read.figure("total_not_yearly", shape.always(True)),
        higher_degree_pays_difference=read.figure("higher_degree_pays_difference", shape.always(True)),
        instalment_shares_percent=read.figure("instalment_shares_percent", shape.shares),
        instalment_months_apart=read.figure("instalment_months_apart", shape.positive),
        degree_conditions=read.figure("degree_conditions", _DEGREE_CONDITIONS),
        employer_listed=read.figure("employer_listed", shape.always(True)),
        hired_within_months=read.figure("hired_within_months", shape.whole),
        contract_months_at_least=read.figure("contract_months_at_least", shape.whole),
        works_in_city=read.figure("works_in_city", shape.always(True)),
        insured_months_at_least=read.figure("insured_months_at_least", shape.whole),
        age_at_hire_at_most=read.figure("age_at_hire_at_most", shape.by_degree(shape.positive)),
        apply_within_months=read.figure("apply_within_months", shape.whole),
        still_employed=read.figure("still_employed", shape.always(True)),
        claimed_elsewhere=read.figure("claimed_elsewhere", shape.always(False)),
        recover_within_months=read.figure("recover_within_months", shape.positive),
        no_recovery_after=read.figure("no_recovery_after", shape.several(shape.one_of(LeavingReason))),
    )


def read_housing(read: VersionReader) -> HousingVersion:
    """Read one version of housing support; every unit by degree or household must stand in the list of units."""
    units = read.figure("units_from_small_to_large", shape.several(shape.text))
    unit = shape.one_of(units.value)
    return HousingVersion(
        version=read.label(),
        in_force=read.period(),
        degree_conditions=read.figure("degree_conditions", _DEGREE_CONDITIONS),
        employer_listed=read.figure("employer_listed", shape.always(True)),
        contract_months_at_least=read.figure("contract_months_at_least", shape.whole),
        still_employed=read.figure("still_employed", shape.always(True)),
        owns_home=read.figure("owns_home", shape.always(False)),
        tenancy_months=read.figure("tenancy_months", shape.positive),
        checked_every_months=read.figure("checked_every_months", shape.positive),
        rent_discount_percent=read.figure("rent_discount_percent", shape.by_degree(shape.percent)),
        units_from_small_to_large=units,
        unit_by_degree=read.figure("unit_by_degree", shape.by_degree(unit)),
        unit_when_married=read.figure("unit_when_married", unit),
        unit_when_married_with_child=read.figure("unit_when_married_with_child", unit),
        child_counts_under_age=read.figure("child_counts_under_age", shape.positive),
        unit_for_foreign_expert=read.figure("unit_for_foreign_expert", shape.text),
    )


def read_schooling(read: VersionReader) -> SchoolingVersion:
    """Read one version of schooling support."""
    return SchoolingVersion(
        version=read.label(),
        in_force=read.period(),
        degree_conditions=read.figure("degree_conditions", _DEGREE_CONDITIONS),
        employer_listed=read.figure("employer_listed", shape.always(True)),
        still_employed=read.figure("still_employed", shape.always(True)),
        stage_ages=read.figure("stage_ages", shape.age_ranges),
        order_of_choice=read.figure("order_of_choice", shape.by_degree(shape.positive)),
    )


def read_procedure(read: VersionReader) -> ProcedureVersion:
    """Read one version of the promised times."""
    return ProcedureVersion(
        version=read.label(),
        in_force=read.period(),
        public_notice_working_days=read.figure("public_notice_working_days", shape.positive),
        employer_verifies_within_working_days=read.figure("employer_verifies_within_working_days", shape.positive),
        disputes_reminded_after_working_days=read.figure("disputes_reminded_after_working_days", shape.positive),
        office_decides_within_working_days=read.figure("office_decides_within_working_days", shape.positive),
        corrections_within_working_days=read.figure("corrections_within_working_days", shape.positive),
        corrections_reminded_working_days_before=read.figure(
            "corrections_reminded_working_days_before", shape.positive
        ),
        corrections_at_most_working_days=read.figure("corrections_at_most_working_days", shape.positive),
        paid_within_working_days=read.figure("paid_within_working_days", shape.positive),
        employer_verification_counts_days=read.figure("employer_verification_counts_days", shape.positive),
        objections_answered_within_working_days=read.figure("objections_answered_within_working_days", shape.positive),
        appeal_within_working_days=read.figure("appeal_within_working_days", shape.positive),
        appeals_decided_within_working_days=read.figure("appeals_decided_within_working_days", shape.positive),
    )
