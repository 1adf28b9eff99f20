//! Every figure of the sample site, computed again from the published data with arithmetic of its
//! own: statements, running balances, months, accounts, lists, notices, the sentence on top.

use std::collections::{BTreeMap, BTreeSet};

use super::books::{FUNDS, Month, cents, entries, month, months, periods, word, written};
use super::html::{Table, tables, text};
use super::sample::sample;

fn table(html: &str, class: &str) -> Table {
    let found = tables(html).into_iter().find(|table| table.class == class);
    found.unwrap_or_else(|| panic!("a table of class {class}"))
}

/// The amounts of a table, a line a row; `None` for a cell without one.
fn amounts(table: &Table, part: &str) -> Vec<Vec<Option<i64>>> {
    let row = |row: &&super::html::Row| -> Vec<Option<i64>> {
        row.cells.iter().map(|cell| cell.value.as_deref().map(cents)).collect()
    };
    table.part(part).iter().map(row).collect()
}

fn only(cells: &[Option<i64>]) -> i64 {
    let found: Vec<i64> = cells.iter().copied().flatten().collect();
    assert_eq!(found.len(), 1, "one amount in the row");
    found[0]
}

#[test]
fn there_is_a_statement_for_every_month_quarter_half_and_year_in_which_money_moved() {
    let sample = sample();
    let expected: BTreeSet<String> = periods(&entries(sample))
        .iter()
        .map(|(fund, period)| format!("accounts/{fund}-{period}.html"))
        .collect();
    let page = |address: &&String| address.starts_with("accounts/") && address.ends_with("html");
    let published: BTreeSet<String> = sample.site.keys().filter(page).cloned().collect();
    assert!(expected.len() > 40);
    assert_eq!(published, expected);
    for address in expected {
        assert!(sample.site.contains_key(&format!("sheets/{address}")), "the notice of {address}");
    }
}

#[test]
fn statements_open_move_and_close_as_the_data_says() {
    let sample = sample();
    let entries = entries(sample);
    for (fund, name) in periods(&entries) {
        let address = format!("accounts/{fund}-{name}.html");
        let month = month(&entries, &fund, &name);
        let sums = table(sample.text(&address), "sum");
        let rows: Vec<i64> = amounts(&sums, "tbody").iter().map(|row| only(row)).collect();
        let mut expected = vec![month.opening, month.income, month.spending];
        expected.extend(Some(month.moved).filter(|moved| *moved != 0));
        assert_eq!(rows, expected, "{address}");
        assert_eq!(only(&amounts(&sums, "tfoot")[0]), month.closing(), "{address}");
    }
}

#[test]
fn running_balances_run() {
    let sample = sample();
    let entries = entries(sample);
    for (fund, name) in months(&entries) {
        let address = format!("accounts/{fund}-{name}.html");
        let month = month(&entries, &fund, &name);
        let ledger = table(sample.text(&address), "ledger");
        let rows = amounts(&ledger, "tbody");
        let last = |row: &[Option<i64>]| row.last().copied().flatten().expect("a balance");
        let mut balance = last(&rows[0]);
        assert_eq!(balance, month.opening, "{address}");
        let mut days = Vec::new();
        let mut shown = Vec::new();
        for (row, cells) in ledger.part("tbody")[1..].iter().zip(&rows[1..]) {
            let [.., income, spending, _] = cells[..] else { panic!("{address} has five columns") };
            assert!(income.is_some() != spending.is_some(), "{address}: in or out");
            let effect = income.unwrap_or(0) - spending.unwrap_or(0);
            balance += effect;
            assert_eq!(last(cells), balance, "{address}: {row:?}");
            let day = row.cells[0].day.clone().expect("a day");
            let link = row.cells[1].link.clone().expect("a link");
            let record = link.trim_start_matches("../").trim_end_matches(".html").to_owned();
            days.push(day.clone());
            shown.push((day, record, effect));
        }
        assert_eq!(balance, month.closing(), "{address}");
        assert_eq!(last(&amounts(&ledger, "tfoot")[0]), balance, "{address}");
        assert!(days.is_sorted(), "{address} goes from day to day");
        let mut expected: Vec<_> = month
            .lines
            .iter()
            .map(|entry| (entry.day.clone(), entry.record.clone(), entry.effect))
            .collect();
        expected.sort();
        shown.sort();
        assert_eq!(shown, expected, "{address}");
    }
}

#[test]
fn the_months_of_a_longer_statement_run_from_its_opening_to_its_closing() {
    let sample = sample();
    let entries = entries(sample);
    let mut seen = 0;
    for (fund, name) in periods(&entries).into_iter().filter(|(_, name)| !is_month(name)) {
        let address = format!("accounts/{fund}-{name}.html");
        let whole = month(&entries, &fund, &name);
        let found = tables(sample.text(&address));
        let parts =
            found.iter().find(|table| ["months", "ledger parts"].contains(&table.class.as_str()));
        let parts = parts.expect("a table of months");
        let rows = amounts(parts, "tbody");
        let moves = rows[0].len() == 5;
        let mut left = whole.opening;
        for (row, cells) in parts.part("tbody").iter().zip(&rows) {
            let cells: Vec<i64> = cells.iter().copied().flatten().collect();
            let between = if moves { cells[2] } else { 0 };
            left += cells[0] - cells[1] + between;
            assert_eq!(cells.last(), Some(&left), "{address}");
            let link = row.cells[0].link.clone().expect("a link");
            let part = link.trim_start_matches(&format!("../accounts/{fund}-"));
            let part = part.trim_end_matches(".html");
            let part = month(&entries, &fund, part);
            let expected = [part.income, part.spending, part.moved, part.closing()];
            assert_eq!([cells[0], cells[1], between, left], expected, "{address}");
            seen += 1;
        }
        assert_eq!(left, whole.closing(), "{address}");
    }
    assert!(seen > 60, "{seen} months within longer periods");
}

fn is_month(period: &str) -> bool {
    period.len() == 7 && period.as_bytes()[5].is_ascii_digit()
}

/// The period before one, and the same one of the year before.
fn earlier(period: &str) -> Vec<String> {
    let (year, part) = period.split_once('-').unwrap_or((period, ""));
    let before = (year.parse::<u32>().expect("a year") - 1).to_string();
    let (mark, count) = match part.chars().next() {
        None => return vec![before],
        Some('Q') => ("Q", 4),
        Some('H') => ("H", 2),
        Some(_) => ("", 12),
    };
    let number: u32 = part.trim_start_matches(mark).parse().expect("a number");
    let width = if mark.is_empty() { 2 } else { 1 };
    let previous = match number {
        1 => format!("{before}-{mark}{count}"),
        number => format!("{year}-{mark}{:0width$}", number - 1),
    };
    vec![previous, format!("{before}-{part}")]
}

#[test]
fn categories_of_a_statement_come_to_its_income_and_spending_and_to_those_of_earlier_ones() {
    let sample = sample();
    let entries = entries(sample);
    let mut columns = BTreeMap::new();
    let all = periods(&entries);
    for (fund, name) in all.clone() {
        let address = format!("accounts/{fund}-{name}.html");
        // Both funds were opened with 2024, so what they have a statement of is all in the books.
        let there = |period: &String| all.contains(&(fund.clone(), period.clone()));
        let compared = earlier(&name).into_iter().filter(there);
        let compared: Vec<Month> = std::iter::once(name.clone())
            .chain(compared)
            .map(|period| month(&entries, &fund, &period))
            .collect();
        let found = tables(sample.text(&address));
        let Some(table) = found.iter().find(|table| table.class == "ledger compared") else {
            assert!(compared.iter().all(|one| one.income == 0 && one.spending == 0), "{address}");
            continue;
        };
        let mut sums = vec![(0, 0); compared.len()];
        for row in table.part("tbody") {
            assert_eq!(row.cells.len(), compared.len() + 1, "{address}");
            for (sum, cell) in sums.iter_mut().zip(&row.cells[1..]) {
                let amount = cents(cell.value.as_deref().expect("an amount"));
                if row.cells[0].text.starts_with('收') {
                    sum.0 += amount;
                } else {
                    sum.1 += amount;
                }
            }
        }
        let expected: Vec<(i64, i64)> =
            compared.iter().map(|month| (month.income, month.spending)).collect();
        assert_eq!(sums, expected, "{address}");
        let totals: Vec<Vec<i64>> = amounts(table, "tfoot")
            .into_iter()
            .map(|row| row.into_iter().flatten().collect())
            .collect();
        let total = |of: fn(&Month) -> i64| compared.iter().map(of).collect::<Vec<i64>>();
        let of = [total(|one| one.income), total(|one| one.spending), total(Month::closing)];
        assert_eq!(totals, of, "{address}");
        *columns.entry(compared.len()).or_insert(0) += 1;
        // What the sentences say is the difference of the columns.
        let page = text(sample.text(&address));
        for other in &compared[1..] {
            let off = |this: i64, other: i64| match this - other {
                0 => "一样".to_owned(),
                off if off < 0 => format!("少 {}", written(-off)),
                off => format!("多 {}", written(off)),
            };
            let income = off(compared[0].income, other.income);
            let said = format!("收入{income}，支出{}。", off(compared[0].spending, other.spending));
            let over = name.as_str() < "2025" || is_month(&name) || name == "2025-Q1";
            assert_eq!(page.contains(&said), over, "{address} says {said}");
        }
    }
    assert!(columns[&1] > 3 && columns[&2] > 20 && columns[&3] > 5, "{columns:?}");
}

#[test]
fn the_lists_of_months_agree_with_the_statements() {
    let sample = sample();
    let entries = entries(sample);
    let mut expected = BTreeMap::new();
    for (fund, name) in months(&entries) {
        let month = month(&entries, &fund, &name);
        let figures = [month.income, month.spending, month.closing()];
        expected.insert(format!("accounts/{fund}-{name}.html"), figures);
    }
    let mut shown = BTreeMap::new();
    let found = tables(sample.text("accounts.html"));
    for table in found.iter().filter(|table| table.class == "months") {
        for row in table.part("tbody") {
            let figure = |place: usize| cents(row.cells[place].value.as_deref().expect("a figure"));
            let link = row.cells[0].link.clone().expect("a link");
            shown.insert(link, [figure(1), figure(2), figure(3)]);
        }
    }
    assert_eq!(shown, expected);
}

#[test]
fn accounts_hold_what_moved_through_them() {
    let sample = sample();
    let mut holds: BTreeMap<&str, i64> = BTreeMap::from([("bank", 0), ("cash", 0)]);
    for (_, account, opening) in FUNDS {
        *holds.get_mut(account).expect("an account") += opening;
    }
    let entries = entries(sample);
    for entry in &entries {
        let account = entry.account.as_deref().expect("an account");
        *holds.get_mut(account).expect("an account") += entry.effect;
    }
    let held = table(sample.text("accounts.html"), "held");
    let shown: Vec<i64> = amounts(&held, "tbody").iter().map(|row| only(row)).collect();
    assert_eq!(shown, [holds["bank"], holds["cash"]]);
    let funds: i64 = FUNDS.iter().map(|(fund, ..)| month(&entries, fund, "9999-12").opening).sum();
    assert_eq!(shown.iter().sum::<i64>(), funds, "what the funds have lies in the accounts");
}

#[test]
fn the_first_sentence_says_what_all_funds_did_in_the_last_month() {
    let sample = sample();
    let entries = entries(sample);
    let last = entries.iter().map(|entry| entry.day[..7].to_owned()).max().expect("a month");
    let all: Vec<Month> = FUNDS.iter().map(|(fund, ..)| month(&entries, fund, &last)).collect();
    let total = |of: fn(&Month) -> i64| written(all.iter().map(of).sum());
    let (year, number) = last.split_once('-').expect("a month");
    let sentence = format!(
        "{year}年{}月收入 {}，支出 {}，月底结余 {}，",
        number.trim_start_matches('0'),
        total(|month| month.income),
        total(|month| month.spending),
        total(Month::closing),
    );
    for address in ["index.html", "accounts.html"] {
        assert!(text(sample.text(address)).contains(&sentence), "{address} says {sentence}");
    }
    assert_eq!(all.iter().map(|month| month.moved).sum::<i64>(), 0, "moves stay within the board");
}

#[test]
fn the_sums_of_a_list_are_the_sums_of_its_rows() {
    let sample = sample();
    let mut lists: BTreeMap<String, (Vec<i64>, i64, i64)> = BTreeMap::new();
    for (address, html) in sample.pages() {
        let found = tables(html);
        let Some(rows) = found.iter().find(|table| table.class == "rows") else { continue };
        let Some(sums) = found.iter().find(|table| table.class == "sum") else { continue };
        let stated = [amounts(sums, "tbody"), amounts(sums, "tfoot")].concat();
        let stated: Vec<i64> = stated.iter().map(|row| only(row)).collect();
        // The pages of one list: `expenditures.html`, `expenditures.2.html`.
        let name = address.trim_end_matches(".html");
        let paged = name.rsplit_once('.').filter(|(_, page)| page.parse::<u32>().is_ok());
        let list = paged.map_or(name, |(list, _)| list).to_owned();
        let entry = lists.entry(list).or_insert_with(|| (stated.clone(), 0, 0));
        assert_eq!(entry.0, stated, "{address} has the sums of the whole list");
        for row in rows.part("tbody") {
            let amount = row.cells[1].value.as_deref().map_or(0, cents);
            match row.cells[1].text.split(' ').next() {
                Some("收") => entry.1 += amount,
                Some("支") => entry.2 += amount,
                _ => {}
            }
        }
    }
    assert!(lists.len() > 20, "{} lists have sums", lists.len());
    for (list, (stated, income, spending)) in lists {
        // A list of one side has that side's sum alone.
        let one_side = income == 0 || spending == 0;
        if one_side && stated.len() == 1 {
            assert_eq!(stated, [income + spending], "{list}");
        } else {
            assert_eq!(stated, [income, spending, income - spending], "{list}");
        }
    }
}

#[test]
fn a_month_has_one_income_and_one_spending_wherever_it_is_told() {
    let sample = sample();
    let entries = entries(sample);
    let mut wrong = Vec::new();
    let names: std::collections::BTreeSet<String> =
        months(&entries).into_iter().map(|(_, name)| name).collect();
    for name in names {
        let all = FUNDS.map(|(fund, ..)| month(&entries, fund, &name));
        let expected = [
            all.iter().map(|month| month.income).sum::<i64>(),
            all.iter().map(|month| month.spending).sum(),
        ];
        let sums = table(sample.text(&format!("months/{name}.html")), "sum");
        let shown: Vec<i64> = amounts(&sums, "tbody").iter().map(|row| only(row)).collect();
        if shown != expected {
            wrong.push(format!("months/{name}.html says {shown:?}, the statements {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_total_of_a_printed_table_is_the_total_of_its_column() {
    let sample = sample();
    let mut wrong = Vec::new();
    for (address, html) in sample.pages().filter(|(address, _)| address.starts_with("sheets/")) {
        for table in tables(html) {
            let foot = table.part("tfoot");
            let Some(total) = foot.first() else { continue };
            let columns = total.cells.len();
            // The last column is a running balance, where there is one.
            let running = table.rows[0].cells.last().is_some_and(|cell| cell.text == "结余");
            for column in 0..columns - usize::from(running) {
                let stated = &total.cells[column].text;
                // A difference in words is no figure.
                if !stated.contains('.') || stated.contains(' ') {
                    continue;
                }
                let cells = table.part("tbody").into_iter().map(|row| &row.cells[column].text);
                let sum: i64 = cells.filter(|text| !text.is_empty()).map(|text| cents(text)).sum();
                if sum != cents(stated) {
                    wrong.push(format!("{address}, column {}: {stated}, not {sum}", column + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn charges_come_to_rate_times_quantity_and_receipts_to_their_sum() {
    let sample = sample();
    for charge in sample.data("charges") {
        let id = word(&charge, "id").expect("an id");
        let received = charge["received"].as_array().into_iter().flatten();
        let paid: i64 = received.map(|one| cents(word(one, "amount").expect("an amount"))).sum();
        let due = ["due", "bill"].iter().find_map(|field| word(&charge[*field], "amount"));
        let due = cents(due.expect("an amount"));
        let page = text(sample.text(&format!("{id}.html")));
        assert!(
            page.contains(&format!("应收 {}，实收 {}", written(due), written(paid))),
            "{id}: {page}"
        );
        if word(&charge["due"], "quantity") == Some("8421.36") {
            // 0.35 yuan for each of 8421.36 square metres, rounded half up to the cent.
            assert_eq!(due, (842_136 * 35 + 50) / 100, "{id}");
        }
    }
}

/// The charts of a page: the figure at the top, and the heights of the columns, in and out.
fn charts(html: &str) -> Vec<(i64, Vec<i64>)> {
    let figures = html.split("<figure class=\"chart\">").skip(1);
    let figures = figures.filter(|figure| figure.contains("<rect"));
    let height = |rect: &str| {
        let after = rect.split("height=\"").nth(1).expect("a height");
        after.split('"').next().expect("a figure").parse().expect("a whole number")
    };
    let read = |figure: &str| {
        let figure = figure.split("</figure>").next().unwrap_or_default();
        let top = figure.split("class=\"top num\">").nth(1).expect("a figure at the top");
        let top = cents(top.split('<').next().unwrap_or_default());
        (top, figure.split("<rect").skip(1).map(height).collect())
    };
    figures.map(read).collect()
}

#[test]
fn columns_of_charts_are_as_high_as_their_figures() {
    let sample = sample();
    let entries = entries(sample);
    let found = charts(sample.text("accounts.html"));
    assert_eq!(found.len(), FUNDS.len());
    for ((fund, ..), (top, heights)) in FUNDS.iter().zip(found) {
        let own: Vec<String> = months(&entries)
            .into_iter()
            .filter(|(of, _)| of == fund)
            .map(|(_, name)| name)
            .collect();
        let last = &own[own.len().saturating_sub(12)..];
        let sums: Vec<i64> = last
            .iter()
            .map(|name| month(&entries, fund, name))
            .flat_map(|month: Month| [month.income, month.spending])
            .collect();
        assert_eq!(heights.len(), sums.len(), "{fund}");
        assert!(sums.iter().max().is_some_and(|highest| *highest <= top), "{fund} fits");
        for (height, sum) in heights.iter().zip(&sums) {
            let exact = (sum * 2000 + top) / (2 * top);
            assert!((height - exact).abs() <= 1, "{fund}: {sum} of {top} is {height}");
        }
    }
    assert_eq!(charts(sample.text("index.html")).len(), 1);
}
