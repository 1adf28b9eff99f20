//! The rules: what a board that reads well may still have wrong.
//!
//! Each rule is a pure function from the board to findings and speaks in codes, never in prose.

mod adopted;
mod agendas;
mod budgets;
mod cases;
mod consultations;
mod counted;
mod days;
pub mod duties;
mod election;
mod fees;
mod follow_up;
mod governance;
mod ledger;
mod limits;
mod pacts;
mod people;
mod personal;
mod posted;
mod projects;
mod published;
mod registers;
mod reviewed;
mod rolls;
mod vouchers;

use rayon::prelude::*;

use crate::diagnostic::{Finding, Findings};
use crate::model::board::Board;

/// One rule.
type Rule = fn(&Board, &mut Vec<Finding>);

/// All rules, in the order of the domain.
const RULES: &[Rule] = &[
    ledger::entries_follow_openings,
    ledger::transfers_are_between_equals,
    fees::rates_follow_each_other,
    fees::charges_follow_rates,
    fees::bills_are_what_is_due,
    fees::no_more_comes_in_than_is_due,
    fees::buildings_add_up,
    fees::stated_rates_are_true,
    fees::receipts_are_entered_once,
    ledger::balances_agree,
    vouchers::payments_have_vouchers,
    vouchers::vouchers_are_used_once,
    vouchers::payments_are_made_once,
    vouchers::negatives_are_explained,
    limits::large_payments_are_decided,
    limits::approvals_were_given,
    limits::approvals_are_kept,
    limits::restricted_funds_keep_their_purpose,
    limits::restricted_funds_are_not_emptied,
    budgets::lines_differ,
    reviewed::reviews_agree,
    reviewed::reviews_follow_their_period,
    reviewed::reviewed_entries_stay,
    reviewed::years_differ,
    consultations::counts_fit,
    consultations::opinions_are_answered,
    consultations::objections_are_answered,
    agendas::what_is_settled_was_posted,
    counted::stated_totals_are_counted,
    counted::stated_totals_can_be,
    counted::stated_rates_are_computed,
    rolls::rolls_add_up,
    governance::attendance_fits_the_seats,
    governance::votes_add_up,
    governance::outcomes_are_carried,
    election::elections_are_carried,
    duties::duties_exist,
    duties::duties_are_fulfilled,
    duties::agendas_hang_in_time,
    duties::windows_are_long_enough,
    duties::postings_hang_long_enough,
    posted::postings_say_what_hung,
    people::terms_follow_each_other,
    people::members_fill_the_seats,
    people::terms_were_elected,
    people::masked_names_are_not_told,
    pacts::versions_follow_each_other,
    pacts::pacts_were_adopted,
    projects::budgets_are_kept,
    projects::contracts_are_kept,
    projects::settlements_agree,
    projects::projects_were_adopted,
    projects::steps_are_done,
    projects::allotments_hold,
    registers::rows_are_as_their_type_asks,
    registers::stated_shares_of_rows_are_true,
    registers::totals_of_registers_are_true,
    registers::figures_of_registers_can_be_held,
    registers::named_rows_are_there,
    follow_up::nothing_is_overdue,
    cases::cases_end_once,
    days::events_are_in_order,
    days::nothing_has_happened_yet,
    personal::nothing_personal,
    published::nothing_vanishes,
    published::nothing_changes_silently,
];

/// Runs every rule; what a record waives is left out, and counted on a public page.
#[must_use]
pub fn check(board: &Board) -> Findings {
    let found: Vec<Vec<Finding>> = RULES
        .par_iter()
        .map(|rule| {
            let mut findings = Vec::new();
            rule(board, &mut findings);
            findings
        })
        .collect();
    let mut findings = Findings::default();
    findings.extend(found.into_iter().flatten());
    findings
}

/// Whether the record that a finding is about waives it.
#[must_use]
pub fn waived(board: &Board, finding: &Finding) -> bool {
    let Some(id) = finding.about.as_deref().and_then(crate::model::id::RecordId::read) else {
        return false;
    };
    board
        .record(&id)
        .is_some_and(|record| record.head.waives.iter().any(|waiver| waiver.code == finding.code))
}
