export PATH=$PWD/node_modules/.bin:$PATH
flock /tmp/w/heavy.lock timeout 560 vitest run --project stack tests/tenants tests/budgets tests/accounts tests/isolation tests/audit tests/installation 2>&1 | sed 's/\x1b\[[0-9;]*m//g' > /tmp/w/chain-run1.log
flock /tmp/w/heavy.lock timeout 280 vitest run --project runtime tests/runtime/backup.test.ts 2>&1 | sed 's/\x1b\[[0-9;]*m//g' > /tmp/w/chain-run2.log
