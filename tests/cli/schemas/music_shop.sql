-- A shop of music: names in capitals, staff and catalogue beside the customers.
CREATE TABLE [Artist] ([ArtistId] INTEGER PRIMARY KEY NOT NULL, [Name] NVARCHAR(120));
CREATE TABLE [Album] ([AlbumId] INTEGER PRIMARY KEY NOT NULL, [Title] NVARCHAR(160) NOT NULL,
  [ArtistId] INTEGER NOT NULL REFERENCES [Artist] ([ArtistId]));
CREATE TABLE [Track] ([TrackId] INTEGER PRIMARY KEY NOT NULL, [Name] NVARCHAR(200) NOT NULL,
  [AlbumId] INTEGER REFERENCES [album] ([albumid]), [UnitPrice] NUMERIC(10,2) NOT NULL);
CREATE TABLE [Employee] ([EmployeeId] INTEGER PRIMARY KEY NOT NULL, [LastName] NVARCHAR(20) NOT NULL,
  [FirstName] NVARCHAR(20) NOT NULL, [ReportsTo] INTEGER REFERENCES [Employee] ([EmployeeId]), [BirthDate] DATETIME,
  [Email] NVARCHAR(60));
CREATE TABLE [Customer] ([CustomerId] INTEGER PRIMARY KEY NOT NULL, [FirstName] NVARCHAR(40) NOT NULL,
  [LastName] NVARCHAR(20) NOT NULL, [Company] NVARCHAR(80), [Address] NVARCHAR(70), [City] NVARCHAR(40),
  [Country] NVARCHAR(40), [PostalCode] NVARCHAR(10), [Phone] NVARCHAR(24), [Email] NVARCHAR(60) NOT NULL,
  [SupportRepId] INTEGER REFERENCES [Employee] ([EmployeeId]));
CREATE TABLE [Invoice] ([InvoiceId] INTEGER PRIMARY KEY NOT NULL, [CustomerId] INTEGER NOT NULL REFERENCES [customer],
  [InvoiceDate] DATETIME NOT NULL, [BillingAddress] NVARCHAR(70), [Total] NUMERIC(10,2) NOT NULL, [CardNumber] TEXT);
CREATE TABLE [InvoiceLine] ([InvoiceLineId] INTEGER PRIMARY KEY NOT NULL,
  [InvoiceId] INTEGER NOT NULL REFERENCES [Invoice] ([InvoiceId]), [TrackId] INTEGER NOT NULL REFERENCES [Track] ([TrackId]),
  [UnitPrice] NUMERIC(10,2) NOT NULL, [Quantity] INTEGER NOT NULL, [Note] TEXT);
CREATE TABLE [Playlist] ([PlaylistId] INTEGER PRIMARY KEY NOT NULL, [Name] NVARCHAR(120));
CREATE TABLE [PlaylistTrack] ([PlaylistId] INTEGER NOT NULL REFERENCES [Playlist], [TrackId] INTEGER NOT NULL REFERENCES [Track],
  PRIMARY KEY ([PlaylistId], [TrackId]));
CREATE VIEW [CustomerTotals] AS SELECT [CustomerId], sum([Total]) AS [Total] FROM [Invoice] GROUP BY [CustomerId];
INSERT INTO Artist VALUES (1, 'NOBODY-artist');
INSERT INTO Album VALUES (1, 'NOBODY-album', 1);
INSERT INTO Track VALUES (1, 'NOBODY-track', 1, 0.99);
INSERT INTO Employee VALUES (1, 'STAFF-last', 'STAFF-first', NULL, '1962-02-18 00:00:00', 'STAFF@mail.example');
INSERT INTO Customer VALUES (1, 'OWN-first', 'OWN-last', NULL, 'OWN-street', 'OWN-city', 'Sweden', '11122', 'OWN-phone', 'OWN@mail.example', 1),
  (2, 'ALIEN-first', 'ALIEN-last', 'ALIEN-company', 'ALIEN-street', 'ALIEN-city', 'Norway', '0150', 'ALIEN-phone', 'ALIEN@mail.example', 1);
INSERT INTO Invoice VALUES (1, 1, '2021-01-01 00:00:00', 'OWN-billing', 1.98, 'OWN-card'), (2, 2, '2021-01-02 00:00:00', 'ALIEN-billing', 0.99, NULL);
INSERT INTO InvoiceLine VALUES (1, 1, 1, 0.99, 1, 'OWN-line1'), (2, 1, 1, 0.99, 1, 'OWN-line2'), (3, 2, 1, 0.99, 1, 'ALIEN-line');
