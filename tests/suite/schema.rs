//! The schemas for editors: of every kind, with every field under both its names, and the same
//! however they are asked for. Whether they hold is for `tests/tools/schemas.py`.

use mingbai::content::kinds::{BOARD, COMMON, Field, declaration};
use mingbai::model::id::Kind;
use mingbai::script::traditional;
use serde_json::Value;

use super::harness::Board;

fn printed(board: &Board, args: &[&str]) -> Value {
    let run = board.run(&[&["schema"], args].concat());
    assert_eq!(run.code, 0, "{args:?}: {}", run.err);
    serde_json::from_str(&run.out).expect("JSON")
}

fn assert_known<'a>(schema: &Value, fields: impl Iterator<Item = &'a Field>) {
    for field in fields {
        let traditional = traditional(field.zh);
        for (name, other) in
            [(field.en, field.zh), (field.zh, field.en), (traditional.as_ref(), field.en)]
        {
            let property = &schema["properties"][name];
            assert_eq!(property["title"], format!("{name} · {other}"));
            assert!(property["description"].as_str().is_some_and(|said| said.contains('\n')));
        }
    }
}

#[test]
fn every_field_of_every_kind_is_known_by_both_its_names() {
    let board = Board::empty();
    for kind in Kind::ALL {
        let declared = declaration(kind);
        let schema = printed(&board, &[kind.name()]);
        for name in [declared.zh, traditional(declared.zh).as_ref()] {
            assert_eq!(schema, printed(&board, &[name]), "{}", kind.name());
        }
        assert_known(&schema["$defs"]["record"], declared.fields.iter().chain(COMMON));
        assert_eq!(schema["$defs"]["record"]["additionalProperties"], false);
        let total = &schema["$defs"]["list"]["properties"]["total"];
        assert_eq!(total.is_object(), declared.summed, "{}", kind.name());
    }
    let schema = printed(&board, &["board"]);
    assert_eq!(schema, printed(&board, &["公示栏"]));
    assert_known(&schema, BOARD.iter());
}

#[test]
fn a_closed_value_has_both_its_names_and_a_required_one_is_not_blank() {
    let schema = printed(&Board::empty(), &["fees"]);
    let properties = &schema["$defs"]["record"]["properties"];
    let values = |name: &str| properties[name]["enum"].as_array().expect("values").clone();
    assert_eq!(values("every"), ["month", "月", "quarter", "季", "year", "年", "once", "一次"]);
    let per = values("计费单位");
    assert_eq!(per.last(), Some(&Value::Null));
    assert!(per.contains(&"户".into()) && per.contains(&"戶".into()), "{per:?}");
}

#[test]
fn the_schemas_speak_the_language_that_is_asked_for() {
    let board = Board::empty();
    let said = |language| {
        let schema = printed(&board, &["income", "--lang", language]);
        let item = &schema["$defs"]["record"]["properties"]["item"];
        item["description"].as_str().expect("a description").to_owned()
    };
    assert!(said("en").is_ascii() && !said("zh-CN").is_ascii());
    let properties = |language| {
        let mut schema = printed(&board, &["income", "--lang", language]);
        schema["$defs"]["record"]["properties"].take()
    };
    let (simplified, traditional) = (properties("zh-CN"), properties("zh-Hant"));
    assert_eq!(simplified["金額"]["doNotSuggest"], true, "known, but not offered");
    assert!(simplified["金额"]["doNotSuggest"].is_null());
    assert_eq!(traditional["金额"]["doNotSuggest"], true);
    assert!(traditional["金額"]["doNotSuggest"].is_null());
    // In a board without --lang, they speak the board's language.
    let item = &printed(&Board::new(), &["income"])["$defs"]["record"]["properties"]["item"];
    assert_eq!(item["description"], said("zh-CN"));
}

#[test]
fn all_schemas_are_written_and_each_is_the_one_that_is_printed() {
    let board = Board::new();
    let run = board.run(&["schema", "--out", ".mingbai/schema"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let written = board.tree(".mingbai/schema");
    assert_eq!(written.len(), Kind::ALL.len() + 1);
    for (name, bytes) in &written {
        let kind = name.strip_suffix(".json").expect("an ending");
        assert_eq!(board.run(&["schema", kind]).out.as_bytes(), bytes, "{kind}");
    }
    board.run(&["schema", "--out", ".mingbai/schema"]);
    assert!(board.tree(".mingbai/schema") == written, "again the same");
    assert_eq!(board.check().code, 0, "they do not stand in the way of the board");
}

#[test]
fn kinds_are_listed_and_a_misspelt_one_has_its_nearest() {
    let board = Board::empty();
    let run = board.run(&["schema"]);
    assert_eq!((run.code, run.out.lines().count()), (0, Kind::ALL.len() + 1), "{}", run.out);
    let run = board.run(&["schema", "expenditure", "--lang", "en"]);
    assert!(run.code == 2 && run.err.contains("\"expenditures\""), "{}", run.err);
    let run = board.run(&["schema", "xyz", "--lang", "en"]);
    assert!(run.code == 2 && run.out.is_empty() && !run.err.is_empty(), "{}", run.err);
    assert_eq!(board.run(&["schema", "income", "--out", "x"]).code, 2, "one or all");
    board.write("taken", "a file");
    assert_eq!(board.run(&["schema", "--out", "taken"]).code, 2, "no folder");
}
