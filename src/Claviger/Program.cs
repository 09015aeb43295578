Console.WriteLine("claviger");
