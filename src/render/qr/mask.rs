//! Which of the eight masks makes a code read best, told for a whole row of modules at a time.

use std::sync::LazyLock;

/// The modules of a code, as rows and as columns, a bit each: the lowest is the first.
#[derive(Clone)]
pub(super) struct Grid {
    side: usize,
    rows: Vec<u128>,
    columns: Vec<u128>,
    /// The modules that hold the text, alone of which masks change any.
    free_rows: Vec<u128>,
    free_columns: Vec<u128>,
}

impl Grid {
    /// Light modules, all of them free.
    pub(super) fn new(side: usize) -> Self {
        let (light, free) = (vec![0; side], vec![(1 << side) - 1; side]);
        let (columns, free_columns) = (light.clone(), free.clone());
        Self { side, rows: light, columns, free_rows: free, free_columns }
    }

    pub(super) fn side(&self) -> usize {
        self.side
    }

    /// How many modules are free.
    pub(super) fn room(&self) -> usize {
        self.free_rows.iter().map(|row| row.count_ones() as usize).sum()
    }

    pub(super) fn is_free(&self, (y, x): (usize, usize)) -> bool {
        self.free_rows[y] >> x & 1 == 1
    }

    /// Makes a free module dark or light.
    pub(super) fn fill(&mut self, (y, x): (usize, usize), is_dark: bool) {
        for (line, at) in [(&mut self.rows[y], x), (&mut self.columns[x], y)] {
            *line = (*line & !(1 << at)) | (u128::from(is_dark) << at);
        }
    }

    /// The same, and it is free no more.
    pub(super) fn set(&mut self, (y, x): (usize, usize), is_dark: bool) {
        self.fill((y, x), is_dark);
        self.free_rows[y] &= !(1 << x);
        self.free_columns[x] &= !(1 << y);
    }

    /// Turns the free modules that a mask turns.
    pub(super) fn apply(&mut self, mask: usize) {
        let Masks { rows, columns } = &MASKS[mask];
        let turn = |lines: &mut [u128], free: &[u128], mask: &[u128]| {
            for ((line, free), mask) in lines.iter_mut().zip(free).zip(mask) {
                *line ^= free & mask;
            }
        };
        turn(&mut self.rows, &self.free_rows, rows);
        turn(&mut self.columns, &self.free_columns, columns);
    }

    /// The modules row by row, dark ones true.
    pub(super) fn rows(&self) -> Vec<Vec<bool>> {
        let row = |row: &u128| (0..self.side).map(|x| row >> x & 1 == 1).collect();
        self.rows.iter().map(row).collect()
    }

    /// How badly it reads, by what might be taken for something else.
    fn faults(&self) -> u32 {
        let lines = self.rows.iter().zip(&self.free_rows);
        let lines = lines.chain(self.columns.iter().zip(&self.free_columns));
        let lines: u32 =
            lines.map(|(line, free)| runs(*line, *free) + finders(*line, self.side)).sum();
        lines + self.blocks() + self.imbalance()
    }

    /// Blocks of two by two of one colour, three points each.
    fn blocks(&self) -> u32 {
        let pairs = self.rows.windows(2).zip(self.free_rows.windows(2));
        let found = pairs.map(|(rows, free)| {
            let (above, free) = (rows[0], free[0] & free[1]);
            let alike = !(above ^ rows[1]);
            // At the edge the first column is not asked whether it is free.
            let free = (free >> 1) & (free | 1);
            (alike & (alike >> 1) & !(above ^ (above >> 1)) & free).count_ones()
        });
        3 * found.sum::<u32>()
    }

    /// Ten points for each five percent that the dark modules are more or fewer than half.
    fn imbalance(&self) -> u32 {
        let dark: u32 = self.rows.iter().map(|row| row.count_ones()).sum();
        let percent = dark as usize * 100 / (self.side * self.side);
        let off = if percent < 50 { 49 - percent } else { percent - 50 };
        u32::try_from(off / 5 * 10).unwrap_or(u32::MAX)
    }
}

/// Runs of five free modules and more of one colour: as many points as modules, less two.
fn runs(line: u128, free: u128) -> u32 {
    let points = |of: u128| {
        let fifth = of & (of << 1) & (of << 2) & (of << 3) & (of << 4);
        fifth.count_ones() + 2 * (fifth & !(fifth << 1)).count_ones()
    };
    points(line & free) + points(!line & free)
}

/// Forty points for what looks like a finder, with four light modules before or behind it; beyond
/// the edge all is light.
fn finders(line: u128, side: usize) -> u32 {
    // What stands so many modules before a place: four light ones, and the finder behind them.
    let back = |by: usize| line << by;
    let finder = |from: usize| {
        let [first, second, third] = [back(from), back(from + 2) & back(from + 3), back(from + 6)];
        first & !back(from + 1) & second & back(from + 4) & !back(from + 5) & third
    };
    let light = |from: usize| !(back(from) | back(from + 1) | back(from + 2) | back(from + 3));
    let before = finder(0) & light(7) & ((1 << side) - 1);
    let behind = finder(4) & light(0) & ((1 << (side + 4)) - 1);
    40 * (before.count_ones() + behind.count_ones())
}

/// The mask with the fewest faults, and the first of several.
pub(super) fn best(grid: &Grid) -> usize {
    let faults = |mask: &usize| {
        let mut masked = grid.clone();
        masked.apply(*mask);
        masked.faults()
    };
    (0..MASKS.len()).min_by_key(faults).unwrap_or_default()
}

/// The modules that a mask turns, for the largest code there is.
struct Masks {
    rows: Vec<u128>,
    columns: Vec<u128>,
}

static MASKS: LazyLock<[Masks; 8]> = LazyLock::new(|| {
    let masks: [fn(usize, usize) -> bool; 8] = [
        |y, x| (y + x) % 2 == 0,
        |y, _| y % 2 == 0,
        |_, x| x % 3 == 0,
        |y, x| (y + x) % 3 == 0,
        |y, x| (y / 2 + x / 3) % 2 == 0,
        |y, x| y * x % 2 + y * x % 3 == 0,
        |y, x| (y * x % 2 + y * x % 3) % 2 == 0,
        |y, x| ((y + x) % 2 + y * x % 3) % 2 == 0,
    ];
    masks.map(|turns| {
        let line = |turns: &dyn Fn(usize) -> bool| {
            (0..128).filter(|at| turns(*at)).fold(0, |line, at| line | 1_u128 << at)
        };
        let rows = (0..128).map(|y| line(&|x| turns(y, x))).collect();
        let columns = (0..128).map(|x| line(&|y| turns(y, x))).collect();
        Masks { rows, columns }
    })
});
