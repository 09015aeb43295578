using Claviger.Cli;
using Claviger.Db;
using Claviger.Demo;
using Claviger.OpenApi;
using Claviger.Serve;
using Claviger.Simulate;

var environment = CliEnvironment.OfThisProcess();
var root = CliRoot.Build(environment);
root.Add(ServeCommand.Build(environment));
root.Add(DbCommand.Build(environment));
root.Add(DemoCommand.Build(environment));
root.Add(SimulateCommand.Build(environment));
root.Add(OpenApiCommand.Build(environment));
return await CliRoot.RunAsync(root, args, environment);
