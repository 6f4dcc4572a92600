/** A GitHub Actions workflow for a repository that has scenario files, and what it needs beside them. */
export const ciSnippet = (
  file: string,
): string => `# Needs the command line in this repository: copy the folder dist-cli, which
# \`npm run build:cli\` writes in a checkout of Scenario Studio, to tools/scenario-studio.
name: Scenarios
on: [push, pull_request]
jobs:
  scenarios:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: node tools/scenario-studio/scenario-studio.js run ${JSON.stringify(file)} --reporter list,github,junit,html --out reports
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: scenario-reports
          path: reports
`
