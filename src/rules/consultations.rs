//! What people were asked and objected: counts that cannot be, and people who were not answered.

use super::duties;
use super::governance::decisions;
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::consultation::Consultation;
use crate::model::id::Kind;
use crate::model::meeting::Window;
use crate::model::opinion::{Adopted, Opinion, said_by};
use crate::model::record::{Body, Record};
use crate::source::Span;

/// Days after which something that people said should have its answer.
const ANSWERED_WITHIN: i64 = 15;

fn consultations(board: &Board) -> impl Iterator<Item = (&Record, &Consultation)> {
    board.of(Kind::Consultation).iter().filter_map(|record| match &record.body {
        Body::Consultation(one) => Some((&**record, one)),
        _ => None,
    })
}

/// No more comes back than was given out, and no more households agree than there are.
pub(crate) fn counts_fit(board: &Board, findings: &mut Vec<Finding>) {
    for (record, one) in consultations(board) {
        let about = record.head.id.to_string();
        if let (Some(issued), Some(returned)) = (one.issued, one.returned)
            && returned > issued
        {
            findings.push(
                Finding::new(Code::ReturnedBeyondIssued, record.head.locus("returned"))
                    .with("returned", returned)
                    .with("issued", issued)
                    .about(about.as_str()),
            );
        }
        for line in &one.consent {
            let Some(of) = line.of.filter(|of| line.counted() > *of) else { continue };
            findings.push(
                Finding::new(Code::ConsentBeyondHouseholds, record.head.within(line.at.of("of")))
                    .with("place", line.place.as_str())
                    .with("counted", line.counted())
                    .with("of", of)
                    .about(about.as_str()),
            );
        }
    }
}

/// Whoever spoke is answered, and told why where it was not taken up.
pub(crate) fn opinions_are_answered(board: &Board, findings: &mut Vec<Finding>) {
    for (record, one) in consultations(board) {
        let about = record.head.id.to_string();
        declined_with_why(record, &one.opinions, findings);
        let (days, late) = waited(board, record, &one.window);
        let unanswered = one.unanswered();
        if late && unanswered > 0 {
            let open = one.opinions.iter().find(|opinion| !opinion.is_answered());
            let at = open.map_or_else(Span::default, |open| open.at.of("said"));
            let finding = Finding::new(Code::ViewsUnanswered, record.head.within(at));
            let finding = finding.with("days", days).with("n", unanswered);
            findings.push(finding.about(about));
        }
    }
}

/// How many days have passed since a window closed, and whether they are more than an answer may take:
/// as the rules of the place say, else fifteen.
fn waited(board: &Board, record: &Record, window: &Window) -> (i64, bool) {
    let days = window.last(&board.workdays).until(board.as_of);
    let by = duties::answer_by(board, record, window);
    (days, by.map_or(days > ANSWERED_WITHIN, |by| board.as_of > by))
}

fn declined_with_why(record: &Record, opinions: &[Opinion], findings: &mut Vec<Finding>) {
    let declined = opinions
        .iter()
        .filter(|opinion| opinion.adopted == Some(Adopted::Declined) && opinion.why.is_none());
    findings.extend(declined.map(|opinion| {
        let at = record.head.within(opinion.at.of("adopted"));
        let finding = Finding::new(Code::DeclinedWithoutWhy, at);
        finding.with("said", opinion.said.as_str()).about(record.head.id.to_string())
    }));
}

/// Whoever objected to a decision is answered, and nobody is answered who did not.
pub(crate) fn objections_are_answered(board: &Board, findings: &mut Vec<Finding>) {
    for (record, decision) in decisions(board) {
        let Some(window) = &decision.window else { continue };
        let about = record.head.id.to_string();
        declined_with_why(record, &window.answers, findings);
        let told = said_by(window.answers.iter());
        let raised = window.raised().unwrap_or(0);
        if told > raised {
            let at = record.head.within(window.at.of("answers"));
            let finding = Finding::new(Code::AnswersBeyondObjections, at);
            findings.push(finding.with("told", told).with("n", raised).about(about.as_str()));
        }
        let ((days, late), answered) = (waited(board, record, window), window.answered());
        if late && answered < raised {
            let field = if window.objections.is_some() { "objections" } else { "answers" };
            let open = window.answers.iter().find(|answer| !answer.is_answered());
            let at = open.map_or_else(|| window.at.of(field), |open| open.at.of("said"));
            let at = record.head.within(at);
            let finding = Finding::new(Code::ObjectionsUnanswered, at).with("days", days);
            findings.push(finding.with("n", raised).with("answered", answered).about(about));
        }
    }
}
