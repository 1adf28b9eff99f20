//! A full-width colon behind the name of a field: YAML takes both for one word, and what it says of
//! it helps nobody. Where a file has such an error anyway, the colon is named instead.

use super::fields::Desk;
use super::kinds::{Field, Shape};
use crate::diagnostic::{Code, Finding};
use crate::script::fold;
use crate::source::Span;

/// Puts the colons in place of the errors that come of them.
pub(crate) fn name_colons(
    desk: &mut Desk<'_>,
    text: &str,
    base: usize,
    declared: &[&'static [Field]],
) {
    let follows = |code| {
        matches!(
            code,
            Code::YamlSyntax | Code::UnknownField | Code::NotAMapping | Code::MissingField
        )
    };
    if !text.contains('：') || !desk.findings.iter().any(|finding| follows(finding.code)) {
        return;
    }
    let mut names = vec!["records", "记录", "defaults", "默认", "total", "合计"];
    for fields in declared {
        collect(fields, &mut names);
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let colons: Vec<usize> = line
            .match_indices('：')
            .map(|(at, _)| at)
            .filter(|at| is_key(&line[..*at], &names))
            .collect();
        if let Some(first) = colons.first() {
            let at = Span::new(start + first, start + first + '：'.len_utf8()).shifted(base);
            let name = key(&line[..*first]).trim().to_owned();
            found.push(
                Finding::new(Code::FullWidthColon, desk.at(at))
                    .with("field", name)
                    .paste(mended(line, &colons)),
            );
        }
        start += line.len();
    }
    if found.is_empty() {
        return;
    }
    let lines: Vec<u32> =
        found.iter().filter_map(|finding| finding.at.span).map(|s| s.start).collect();
    let line_of = |byte: u32| {
        let end = (byte as usize).saturating_sub(base).min(text.len());
        text[..end].matches('\n').count()
    };
    desk.findings.retain(|finding| {
        let beside = finding.at.span.is_none_or(|span| {
            let line = line_of(span.start);
            lines.iter().any(|colon| line_of(*colon).abs_diff(line) <= 1)
        });
        !follows(finding.code) || !(beside || finding.code == Code::YamlSyntax)
    });
    desk.findings.extend(found);
}

fn collect(fields: &'static [Field], names: &mut Vec<&'static str>) {
    for field in fields {
        names.extend([field.en, field.zh]);
        match field.shape {
            Shape::Map(inner) => collect(inner, names),
            Shape::Many(Shape::Map(inner)) => collect(inner, names),
            _ => {}
        }
    }
}

/// The word that ends here.
fn key(before: &str) -> &str {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let start = before.trim_end_matches(word).len();
    &before[start..]
}

/// Whether a field's name ends here, where a name can stand.
fn is_key(before: &str, names: &[&str]) -> bool {
    let name = key(before);
    let left = before[..before.len() - name.len()].trim_end();
    let opens = left.is_empty() || left.ends_with(['-', '{', ',', '，', '｛']);
    opens && (names.contains(&name) || names.contains(&&*fold(name)))
}

/// The line with these colons, and the commas of its brackets, as they should be.
fn mended(line: &str, colons: &[usize]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for at in colons {
        out.push_str(&line[done..*at]);
        out.push_str(": ");
        done = at + '：'.len_utf8();
        if line[done..].starts_with(' ') {
            done += 1;
        }
    }
    out.push_str(&line[done..]);
    if out.contains(['{', '｛']) {
        out = out.replace('｛', "{").replace('｝', "}").replace('，', ", ");
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::kinds::{COMMON, declaration};
    use crate::model::id::Kind;
    use crate::model::money::Currency;
    use std::sync::Arc;

    fn named(text: &str) -> Vec<(String, Option<String>)> {
        let file = Arc::from("a.yaml");
        let mut desk = Desk {
            file: &file,
            currency: Currency::yuan(),
            findings: Vec::new(),
            private: Vec::new(),
            traditional: false,
        };
        desk.find(Code::YamlSyntax, Span::new(0, 1), Vec::new());
        name_colons(&mut desk, text, 0, &[declaration(Kind::Expenditure).fields, COMMON]);
        desk.findings
            .into_iter()
            .map(|finding| (finding.code.name().to_owned(), finding.paste))
            .collect()
    }

    #[test]
    fn the_colon_is_named_and_the_line_mended() {
        assert_eq!(
            named("日期: 2025-03-05\n金额：959.75\n"),
            [("full-width-colon".to_owned(), Some("金额: 959.75".to_owned()))]
        );
        assert_eq!(named("金額：959.75\n")[0].1.as_deref(), Some("金額: 959.75"));
        assert_eq!(
            named("记录:\n  - {编号： 1，金额：959.75}\n")[0].1.as_deref(),
            Some("- {编号: 1, 金额: 959.75}")
        );
        assert_eq!(named("说明: 备注：没有\n")[0].0, "yaml-syntax");
    }
}
