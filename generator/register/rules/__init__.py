"""规则：一条规则一句话、一个函数；这里是全部规则的清单。"""

from generator.problems import Problem
from generator.register.locator import Locator
from generator.register.register import Register
from generator.register.rules import (
    attendance,
    chains,
    clocks,
    content,
    corrections,
    figures,
    kinds,
    markdown,
    openness,
    order,
    personal,
    platforms,
    practices,
    references,
)
from generator.register.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    references.unknown_reference,
    references.site_body_exists,
    references.duplicate_id,
    references.reserved_id,
    references.parent_cycle,
    references.figure_about_exists,
    order.proposal_dates_in_order,
    order.reply_follows_proposal,
    order.reply_dates_in_order,
    order.task_dates_in_order,
    content.suggestion_exists,
    content.quote_is_verbatim,
    content.parts_have_own_ids,
    content.counts_agree,
    content.results_are_known,
    content.satisfaction_is_known,
    content.scales_exist,
    content.kinds_are_known,
    content.filing_is_whole,
    content.adjusted_has_new_due,
    content.unit_was_assigned,
    content.batch_lists_its_proposals,
    corrections.corrections_are_sound,
    openness.openness_is_decided,
    openness.withheld_has_reason,
    openness.summary_is_written,
    markdown.text_is_plain_markdown,
    figures.part_of_exists,
    figures.sums_reconcile,
    practices.practice_ids_are_unique,
    practices.practices_are_listed,
    attendance.attendance_is_sound,
    attendance.required_groups_attend,
    platforms.membership_settings_exist,
    platforms.group_is_not_one,
    platforms.everyone_has_a_platform,
    platforms.counts_are_readable,
    platforms.listed_reconciles,
    platforms.rates_reconcile,
    clocks.clock_ids_are_unique,
    clocks.clock_bodies_exist,
    clocks.holidays_are_in_their_year,
    chains.chains_are_sound,
    chains.stages_follow_their_chain,
    kinds.opinions_in_order,
    kinds.bills_add_up,
    kinds.supervisions_add_up,
    kinds.surveys_add_up,
    kinds.plans_add_up,
    kinds.services_add_up,
    kinds.documents_in_order,
    kinds.issues_in_order,
    personal.no_personal_data,
)


def check(register: Register, locator: Locator) -> list[Problem]:
    """对登记簿逐条执行全部规则。"""
    return [finding.located(locator) for rule in RULES for finding in rule(register)]
