import version from "../../.build/static-version.txt";

/** Where the files of this build are: a browser that has one never asks for it again. */
export const files = `/static/${version}`;
