-- The index of words grows by a part with each write; the upkeep puts parts together (worker/domain/lists/merge-words.ts) as soon as there are two alike.
INSERT INTO `found` (`found`, `rank`) VALUES ('usermerge', 2);
