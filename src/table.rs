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
    pub cells: Cells,
}

/// The cells of a column: one text with the places at which they end, for a board has hundreds of
/// thousands, most of them short or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether there is nothing in any.
    #[must_use]
    pub fn are_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds one behind the last.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// The cell of a row; empty where there is no such row.
    #[must_use]
    pub fn at(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let end = self.ends.get(row).copied();
        start.zip(end).map_or("", |(start, end)| &self.text[start..end])
    }

    /// Puts others behind them.
    fn extend(&mut self, others: &Self) {
        let before = self.text.len();
        self.text.push_str(&others.text);
        self.ends.extend(others.ends.iter().map(|end| before + end));
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|row| self.at(row))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Cells {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let cells = cells.into_iter();
        let ends = Vec::with_capacity(cells.size_hint().0);
        let mut all = Self { text: String::new(), ends };
        cells.for_each(|cell| all.push(cell.as_ref()));
        all
    }
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

    /// Makes room for so many more rows.
    pub fn reserve(&mut self, rows: usize) {
        for column in &mut self.columns {
            column.cells.ends.reserve_exact(rows);
        }
    }

    /// Puts rows with the same columns below its own.
    pub fn extend(&mut self, below: &Self) {
        for (column, others) in self.columns.iter_mut().zip(&below.columns) {
            column.cells.extend(&others.cells);
        }
    }

    /// Leaves the columns and gives back the cells.
    pub fn clear(&mut self) {
        for column in &mut self.columns {
            column.cells = Cells::default();
        }
    }

    /// The cells of a row, from the left.
    pub fn row(&self, place: usize) -> impl Iterator<Item = (&Column, &str)> {
        self.columns.iter().map(move |column| (column, column.cells.at(place)))
    }
}
