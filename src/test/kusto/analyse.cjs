'use strict';
// Reads {tables: {name: "(column: type, …)"}, queries: {name: text}} and tells of each query what the portal's analyser finds.
const fs = require('fs');
const path = require('path');
const vm = require('vm');

const SERVICE = path.join(__dirname, 'node_modules', '@kusto', 'language-service-next');
for (const script of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
  vm.runInThisContext(fs.readFileSync(path.join(SERVICE, script), 'utf8'), script);
}
const { Symbols, Syntax, GlobalState, KustoCode } = Kusto.Language;

const asked = JSON.parse(fs.readFileSync(0, 'utf8'));
const tables = Object.entries(asked.tables).map(([name, columns]) => Symbols.TableSymbol.From(columns).WithName(name));
const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('insights', tables));

const listed = (list) => Array.from({ length: list.Count }, (_, at) => System.Array.getItem(list, at));

function analyse(text) {
  const code = KustoCode.ParseAndAnalyze(text, globals);
  const found = { problems: [], compared: [], columns: [], result: [] };
  for (const one of listed(code.GetDiagnostics())) {
    const before = text.substring(0, one.Start).split('\n');
    found.problems.push(`${before.length}:${before.at(-1).length + 1} ${one.Message}`);
  }
  Syntax.SyntaxElement.WalkNodes(code.Syntax, (node) => look(node, found));
  return found;
}

function look(node, found) {
  const kind = System.Enum.toString(Syntax.SyntaxKind, node.Kind);
  if (kind === 'NameReference' && node.ReferencedSymbol instanceof Symbols.ColumnSymbol) {
    found.columns.push(node.ReferencedSymbol.Name);
  }
  // anything that puts a column on its left beside something: ==, in, startswith, has …
  if (node.Left && node.Left.ReferencedSymbol instanceof Symbols.ColumnSymbol && node.Right) {
    found.compared.push(comparison(kind, node));
  }
  if (kind === 'ExpressionStatement' && node.Expression.ResultType) {
    const columns = node.Expression.ResultType.Columns;
    found.result = columns ? listed(columns).map((one) => ({ name: one.Name, type: one.Type.Name })) : [];
  }
}

function comparison(kind, node) {
  const literals = [];
  let others = 0;
  const collect = (part) => {
    const name = System.Enum.toString(Syntax.SyntaxKind, part.Kind);
    if (name === 'StringLiteralExpression') {
      literals.push(part.LiteralValue);
    } else if (name === 'NameReference' || name === 'FunctionCallExpression') {
      others++;
    }
  };
  Syntax.SyntaxElement.WalkNodes(node.Right, collect);
  return { column: node.Left.ReferencedSymbol.Name, by: kind, literals, others };
}

const answers = Object.entries(asked.queries).map(([name, text]) => [name, analyse(text)]);
process.stdout.write(JSON.stringify(Object.fromEntries(answers)));
