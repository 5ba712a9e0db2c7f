#!/usr/bin/env node
import { conformance } from './cli/conformance.ts';

process.exitCode = await conformance(process.argv.slice(2), process);
