//! A table of plain cells: what spreadsheets, separated values and data packages are made from.
//!
//! Every cell is the text of its value in canonical form (`1234.50`, `2025-03-05`), empty where
//! there is none. How a format writes it is decided where the format is written.

/// A table, column by column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name as data: `expenditures`.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// Its columns, all of one length.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name as data: `received.1.amount`.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// What its cells are.
    pub form: Form,
    /// Whose names its cells are, where they name rows of another table.
    pub refers: Option<&'static str>,
    /// Its cells, from the first row to the last.
    pub cells: Vec<String>,
}

/// What the cells of a column are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Names by which rows are known; none stands twice, none is empty.
    Key,
    /// Words.
    Text,
    /// Decimals.
    Number,
    /// Whole numbers, 0 or more.
    Count,
    /// Calendar days.
    Day,
    /// Months, quarters, half-years or years.
    Period,
    /// `true` or `false`.
    YesNo,
    /// One of these.
    Choice(Vec<&'static str>),
}

impl Table {
    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.len())
    }

    /// The names of its columns, from the left.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// Leaves the columns and gives back the cells.
    pub fn clear(&mut self) {
        for column in &mut self.columns {
            column.cells = Vec::new();
        }
    }

    /// The cells of a row, from the left.
    pub fn row(&self, place: usize) -> impl Iterator<Item = (&Column, &str)> {
        self.columns.iter().map(move |column| (column, column.cells[place].as_str()))
    }
}
