/** A GitHub Actions workflow that runs a scenario file and shows what failed beside it. */
export const ciSnippet = (file: string): string => `name: Scenarios
on: [push, pull_request]
jobs:
  scenarios:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      # scenario-studio.js is the one file that \`npm run build\` writes to dist-cli.
      - run: node tools/scenario-studio.js run ${JSON.stringify(file)} --reporter list,github,junit,html --out reports
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: scenario-reports
          path: reports
`
