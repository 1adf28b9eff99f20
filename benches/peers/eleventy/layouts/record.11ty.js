import { record } from "../pages.mjs";

export const render = record;
