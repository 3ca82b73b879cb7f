// CommonJS packages require() these; evaluated here first, Jest finds them finished and not "in a cycle".
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
import 'bullmq';
