"""The rules, and nothing else: pure Python, no Django, no clock, no words for people.

    facts       the records that a rule may see: Facts, Person, Degree, DegreeLevel, Employment, Child, LeavingReason
    findings    what a rule answers: Finding, Reason, Result, Outcome, Basis
    living      assess(facts, *, on) -> LivingAssessment        生活补贴
    housing     assess(facts, *, on) -> HousingAssessment       人才公寓
    schooling   assess(facts, *, on) -> SchoolingAssessment     子女入学
    schedule    instalment_plan(amount_yuan, *, granted_on, version) -> tuple[Instalment, ...]
                recovery_yuan(amount_yuan, *, paid_on, left_on, version, because=None) -> yuan
    versions    living_versions(), housing_versions(), schooling_versions(), procedure_versions(): dated figures
    wire        the JSON shapes of the `assess` command

Each scheme's `CONDITIONS` is the table of all that must hold; `conditions` explains its words. A figure is in
`figures/<scheme>.toml` with its basis and citation. Every rule is given the day asked about (`on=`).
"""
