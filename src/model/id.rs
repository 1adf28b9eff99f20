//! The kinds of records, and the ids by which they are known for ever.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// The kinds of records, in the order in which a board shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 收费项目: what is charged.
    Fee,
    /// 收费: one period of a fee.
    Charge,
    /// 收入: money in.
    Income,
    /// 支出: money out.
    Expenditure,
    /// 转账: money from one account or fund to another.
    Transfer,
    /// 对账: what the bank, the cash box or a fund's book says on a day.
    Balance,
    /// 预算: what a fund means to take in and to spend.
    Budget,
    /// 收支审核: who reviewed the statement of a period, and what they found.
    Statement,
    /// 征求意见: a draft, what was said to it, and who is for it.
    Consultation,
    /// 决定: a meeting and what it decided.
    Decision,
    /// 公约: rules that neighbours gave themselves, a version a record.
    Pact,
    /// 办事: a matter that was brought forward and dealt with.
    Case,
    /// 项目: something that is built or bought, or a sum that many such are paid from.
    Project,
    /// 台账: a table of what a board has, does or promises.
    Register,
    /// 组织: one term of a body, and who sits in it.
    People,
    /// 页面: a free text.
    Page,
    /// 公告: something the board has to say.
    Notice,
    /// 张贴: what hung where, from when to when.
    Posting,
    /// 不予公布: what is lawfully not published.
    Withheld,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 19] = [
        Self::Fee,
        Self::Charge,
        Self::Income,
        Self::Expenditure,
        Self::Transfer,
        Self::Balance,
        Self::Budget,
        Self::Statement,
        Self::Consultation,
        Self::Decision,
        Self::Pact,
        Self::Case,
        Self::Project,
        Self::Register,
        Self::People,
        Self::Page,
        Self::Notice,
        Self::Posting,
        Self::Withheld,
    ];

    /// The name of its folder, of its addresses and of its data files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fee => "fees",
            Self::Charge => "charges",
            Self::Income => "income",
            Self::Expenditure => "expenditures",
            Self::Transfer => "transfers",
            Self::Balance => "balances",
            Self::Budget => "budgets",
            Self::Statement => "statements",
            Self::Consultation => "consultations",
            Self::Decision => "decisions",
            Self::Pact => "pacts",
            Self::Case => "cases",
            Self::Project => "projects",
            Self::Register => "registers",
            Self::People => "people",
            Self::Page => "pages",
            Self::Notice => "notices",
            Self::Posting => "postings",
            Self::Withheld => "withheld",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The id of a record, unique on its board for ever: `expenditures/2025-03.7`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RecordId {
    /// Its kind.
    pub kind: Kind,
    /// The rest: the stem of the file, and the number in it.
    pub id: Arc<str>,
}

impl RecordId {
    /// Reads `kind/id`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once('/')?;
        let kind = Kind::from_name(kind)?;
        (!id.is_empty() && !id.contains('/')).then(|| Self { kind, id: Arc::from(id) })
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.name(), self.id)
    }
}

impl PartialOrd for RecordId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RecordId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.kind.cmp(&other.kind).then_with(|| natural(&self.id, &other.id))
    }
}

/// Compares as people count: `2025-03.9` before `2025-03.10`.
#[must_use]
pub fn natural(a: &str, b: &str) -> Ordering {
    let (left, right) = (a.as_bytes(), b.as_bytes());
    // Ids that are compared mostly begin alike. Up to the number in which they part nothing is to
    // be told of them.
    let words = left.as_chunks::<8>().0.iter().zip(right.as_chunks::<8>().0);
    let words = 8 * words.take_while(|(x, y)| x == y).count();
    let rest = left[words..].iter().zip(&right[words..]);
    let alike = words + rest.take_while(|(x, y)| x == y).count();
    let within = left[..alike].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (mut left, mut right) = (&left[alike - within..], &right[alike - within..]);
    while let (Some(x), Some(y)) = (left.first(), right.first()) {
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (long, wide) = (digits(left), digits(right));
            let strip = |run: &'_ [u8]| run.iter().take_while(|byte| **byte == b'0').count();
            let (p, q) = (&left[strip(&left[..long])..long], &right[strip(&right[..wide])..wide]);
            let order = p.len().cmp(&q.len()).then_with(|| p.cmp(q));
            if order != Ordering::Equal {
                return order;
            }
            (left, right) = (&left[long..], &right[wide..]);
        } else if x == y {
            (left, right) = (&left[1..], &right[1..]);
        } else {
            return x.cmp(y);
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ordered_as_people_count() {
        let mut ids = vec!["2025-03.10", "2025-03.9", "2025-03", "2025-10.1", "2025-03.09"];
        ids.sort_by(|a, b| natural(a, b));
        assert_eq!(ids, ["2025-03", "2025-03.09", "2025-03.9", "2025-03.10", "2025-10.1"]);
        for (a, b) in [("a100", "a99b"), ("a0012", "a12"), ("12", "120"), ("a1", "a1"), ("", "0")] {
            let turned = natural(b, a).reverse();
            assert_eq!(natural(a, b), turned);
            assert_eq!(turned == Ordering::Equal, a == b);
        }
        assert_eq!(natural("a0100", "a99"), Ordering::Greater);
    }

    #[test]
    fn references_name_a_kind_and_an_id() {
        assert_eq!(
            RecordId::read("cases/2025-03.14").map(|id| id.to_string()).as_deref(),
            Some("cases/2025-03.14")
        );
        for text in ["cases", "cases/", "case/1", "cases/a/b", "/a"] {
            assert_eq!(RecordId::read(text), None, "{text}");
        }
    }
}
